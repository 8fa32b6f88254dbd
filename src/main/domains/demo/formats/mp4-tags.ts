import type { Picture, TrackTags } from './assembler.ts'
import { atom, fullAtom, u16, u32 } from './mp4-atom.ts'
import { replayGainFields } from './vorbis-comment.ts'

const IMPLICIT = 0
const UTF8 = 1
const JPEG = 13
const INTEGER = 21

/** iTunes' metadata: four-letter atoms where there is one, else "----" with a name. */
export function itunesTags(tags: TrackTags, picture: Picture | null): Buffer {
  const items = [
    text('©nam', tags.title),
    text('©ART', tags.artist),
    text('aART', tags.albumArtist),
    text('©alb', tags.album),
    text('©gen', ...tags.genres),
    text('©day', String(tags.year)),
    text('©wrt', tags.composer),
    text('©lyr', tags.lyrics?.join('\n') ?? null),
    pair('trkn', tags.trackNumber === null ? null : Number(tags.trackNumber), tags.trackTotal, 8),
    pair('disk', tags.discNumber, tags.discTotal, 6),
    atom('tmpo', data(INTEGER, u16(tags.bpm))),
    ...(tags.isCompilation ? [atom('cpil', data(INTEGER, Uint8Array.of(1)))] : []),
    named('ORIGINALDATE', String(tags.originalYear)),
    named('LABEL', tags.label),
    named('CATALOGNUMBER', tags.catalogNumber),
    named('DISCSUBTITLE', tags.discSubtitle),
    named('MEDIA', tags.media),
    named('initialkey', tags.key),
    named('MusicBrainz Album Type', tags.releaseType),
    ...(tags.artists.length > 1 ? [named('ARTISTS', ...tags.artists)] : []),
    ...replayGainFields(tags).map(([name, value]) => named(name.toLowerCase(), value)),
    ...(picture ? [atom('covr', data(JPEG, picture.bytes))] : []),
  ]
  return fullAtom('meta', 0, fullAtom('hdlr', 0, u32(0), Buffer.from('mdirappl', 'latin1'), Buffer.alloc(9)), atom('ilst', ...items))
}

function data(type: number, value: Uint8Array): Buffer {
  return atom('data', u32(type), u32(0), value)
}

function text(name: string, ...values: readonly (string | null)[]): Buffer {
  const present = values.filter((value) => value !== null)
  return present.length === 0 ? Buffer.alloc(0) : atom(name, ...present.map((value) => data(UTF8, Buffer.from(value, 'utf8'))))
}

function pair(name: string, value: number | null, total: number | null, length: number): Buffer {
  if (value === null) return Buffer.alloc(0)
  const bytes = Buffer.alloc(length)
  bytes.writeUInt16BE(value, 2)
  bytes.writeUInt16BE(total ?? 0, 4)
  return atom(name, data(IMPLICIT, bytes))
}

function named(name: string, ...values: readonly (string | null)[]): Buffer {
  const present = values.filter((value) => value !== null)
  if (present.length === 0) return Buffer.alloc(0)
  return atom('----', fullAtom('mean', 0, Buffer.from('com.apple.iTunes', 'latin1')), fullAtom('name', 0, Buffer.from(name, 'latin1')), ...present.map((value) => data(UTF8, Buffer.from(value, 'utf8'))))
}
