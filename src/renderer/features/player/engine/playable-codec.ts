import { Howler } from 'howler'

const howlerFormats = new Map([
  ['mp3', 'mp3'],
  ['aac', 'm4a'],
  ['flac', 'flac'],
  ['vorbis', 'ogg'],
  ['opus', 'opus'],
  ['pcm', 'wav']
])

/** The name howler knows a codec by, or null when this browser cannot decode it. */
export function howlerFormat(codec: string): string | null {
  const format = howlerFormats.get(codec)
  return format !== undefined && Howler.codecs(format) ? format : null
}
