import type { Picture, TrackTags } from './assembler.ts'

const VENDOR = 'Sillon demo'

/** Field names as Picard and Mp3tag write them; several values are several fields. */
export function commentFields(tags: TrackTags): [string, string][] {
  const fields: [string, string | number | null][] = [
    ['TITLE', tags.title],
    ['ARTIST', tags.artist],
    ...(tags.artists.length > 1 ? tags.artists.map((artist): [string, string] => ['ARTISTS', artist]) : []),
    ['ALBUM', tags.album],
    ['ALBUMARTIST', tags.albumArtist],
    ['TRACKNUMBER', tags.trackNumber],
    ['TRACKTOTAL', tags.trackTotal],
    ['DISCNUMBER', tags.discNumber],
    ['DISCTOTAL', tags.discTotal],
    ['DISCSUBTITLE', tags.discSubtitle],
    ['DATE', tags.year],
    ['ORIGINALDATE', tags.originalYear],
    ...tags.genres.map((genre): [string, string] => ['GENRE', genre]),
    ['LABEL', tags.label],
    ['CATALOGNUMBER', tags.catalogNumber],
    ['COMPOSER', tags.composer],
    ['MEDIA', tags.media],
    ['RELEASETYPE', tags.releaseType],
    ['COMPILATION', tags.isCompilation ? 1 : null],
    ['BPM', tags.bpm],
    ['INITIALKEY', tags.key],
    ['LYRICS', tags.lyrics?.join('\n') ?? null],
  ]
  return fields.flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]))
}

export function replayGainFields(tags: TrackTags): [string, string][] {
  const decibels = (value: number): string => `${value.toFixed(2)} dB`
  const fields: [string, string][] = [
    ['REPLAYGAIN_TRACK_GAIN', decibels(tags.trackGain)],
    ['REPLAYGAIN_TRACK_PEAK', tags.trackPeak.toFixed(6)],
  ]
  if (tags.albumGain !== null && tags.albumPeak !== null) fields.push(['REPLAYGAIN_ALBUM_GAIN', decibels(tags.albumGain)], ['REPLAYGAIN_ALBUM_PEAK', tags.albumPeak.toFixed(6)])
  return fields
}

/** Opus carries gains in steps of 1/256 dB, and relative to -23 LUFS. */
export function opusGainFields(tags: TrackTags): [string, string][] {
  const steps = (value: number): string => String(Math.round((value - 5) * 256))
  const fields: [string, string][] = [['R128_TRACK_GAIN', steps(tags.trackGain)]]
  if (tags.albumGain !== null) fields.push(['R128_ALBUM_GAIN', steps(tags.albumGain)])
  return fields
}

export function vorbisComment(tags: TrackTags, extra: readonly [string, string][] = replayGainFields(tags), picture: Picture | null = null): Uint8Array {
  const fields = [...commentFields(tags), ...extra]
  if (picture) fields.push(['METADATA_BLOCK_PICTURE', Buffer.from(pictureBlock(picture)).toString('base64')])
  const count = Buffer.alloc(4)
  count.writeUInt32LE(fields.length)
  return Buffer.concat([withLength(VENDOR), count, ...fields.map(([name, value]) => withLength(`${name}=${value}`))])
}

function withLength(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes])
}

const FRONT_COVER = 3

/** FLAC's picture block, also found base64 in Ogg comments. */
export function pictureBlock({ bytes, size }: Picture): Uint8Array {
  const mime = Buffer.from('image/jpeg')
  const head = Buffer.alloc(8)
  head.writeUInt32BE(FRONT_COVER, 0)
  head.writeUInt32BE(mime.length, 4)
  const rest = Buffer.alloc(24)
  rest.writeUInt32BE(size, 4)
  rest.writeUInt32BE(size, 8)
  rest.writeUInt32BE(24, 12)
  rest.writeUInt32BE(bytes.length, 20)
  return Buffer.concat([head, mime, rest, bytes])
}
