import type { Picture, TrackTags } from './assembler.ts'
import { replayGainFields } from './vorbis-comment.ts'

const UTF8 = 3

/** ID3v2.4: UTF-8, several values separated by a zero byte. */
export function id3(tags: TrackTags, picture: Picture | null): Uint8Array {
  const frames = [
    ...textFrames(tags).flatMap(([name, values]) => (values.length > 0 ? [frame(name, Buffer.from(values.join('\0'), 'utf8'))] : [])),
    ...userFrames(tags).map(([name, value]) => frame('TXXX', Buffer.from(`${name}\0${value}`, 'utf8'))),
    ...(tags.lyrics ? [frame('USLT', Buffer.from(`und\0${tags.lyrics.join('\n')}`, 'utf8'))] : []),
    ...(picture ? [frame('APIC', Buffer.concat([Buffer.from('image/jpeg\0\x03\0', 'latin1'), picture.bytes]))] : []),
  ]
  const body = Buffer.concat(frames)
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), synchsafe(body.length), body])
}

function textFrames(tags: TrackTags): [string, readonly string[]][] {
  const one = (value: string | number | null): string[] => (value === null ? [] : [String(value)])
  const of = (value: number | string | null, total: number | null): string[] => (value === null ? [] : [total === null ? String(value) : `${value}/${total}`])
  return [
    ['TIT2', one(tags.title)],
    ['TPE1', one(tags.artist)],
    ['TPE2', one(tags.albumArtist)],
    ['TALB', one(tags.album)],
    ['TRCK', of(tags.trackNumber, tags.trackTotal)],
    ['TPOS', of(tags.discNumber, tags.discTotal)],
    ['TSST', one(tags.discSubtitle)],
    ['TDRC', one(tags.year)],
    ['TDOR', one(tags.originalYear)],
    ['TCON', tags.genres],
    ['TPUB', one(tags.label)],
    ['TCOM', one(tags.composer)],
    ['TMED', one(tags.media)],
    ['TCMP', tags.isCompilation ? ['1'] : []],
    ['TBPM', one(tags.bpm)],
    ['TKEY', one(tags.key)],
  ]
}

function userFrames(tags: TrackTags): [string, string][] {
  const fields = replayGainFields(tags)
  fields.push(['MusicBrainz Album Type', tags.releaseType])
  if (tags.catalogNumber !== null) fields.push(['CATALOGNUMBER', tags.catalogNumber])
  if (tags.artists.length > 1) fields.push(['ARTISTS', tags.artists.join('\0')])
  return fields
}

function frame(name: string, content: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(name, 'latin1'), synchsafe(content.length + 1), Uint8Array.of(0, 0, UTF8), content])
}

/** Seven bits a byte. */
function synchsafe(value: number): Uint8Array {
  return Uint8Array.of((value >> 21) & 0x7f, (value >> 14) & 0x7f, (value >> 7) & 0x7f, value & 0x7f)
}
