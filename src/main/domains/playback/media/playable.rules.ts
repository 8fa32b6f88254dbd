import type { AudioQuality } from '#shared/model/quality.ts'

/** What decides how a file reaches the speakers; names as in `files`. */
export type CodedFile = AudioQuality & { readonly container: string; readonly codec: string; readonly channels: number | null; readonly isLossless: boolean }

/** Measured with files of each kind in Chromium 156: what these containers hold of these codecs, it decodes. */
const decodable: Readonly<Record<string, ReadonlySet<string>>> = {
  mpeg: new Set(['mp3']),
  adts: new Set(['aac']),
  flac: new Set(['flac']),
  ogg: new Set(['vorbis', 'opus', 'flac']),
  mp4: new Set(['aac', 'flac', 'opus', 'vorbis', 'mp3']),
  matroska: new Set(['aac', 'flac', 'opus', 'vorbis', 'mp3', 'pcm']),
  webm: new Set(['opus', 'vorbis']),
  wav: new Set(['pcm', 'mp3']),
}

/** Whether Chromium decodes the file itself. */
export function isDecodable({ container, codec, bitsPerSample }: CodedFile): boolean {
  // 64-bit float is the one PCM it refuses.
  return decodable[container]?.has(codec) === true && !(codec === 'pcm' && bitsPerSample === 64)
}

/** ffmpeg has never learned OptimFROG. */
export function isTranscodable({ codec }: CodedFile): boolean {
  return codec !== 'ofr'
}

const highestRate = 192_000
const dsdRate = 88_200

/** Sample rate of the FLAC made of it; null = unknown, ffmpeg keeps the file's. */
export function flacRate({ codec, sampleRate }: CodedFile): number | null {
  if (codec === 'dsd') return dsdRate
  if (!sampleRate || sampleRate <= highestRate) return sampleRate ?? null
  return sampleRate % 44_100 === 0 ? 176_400 : highestRate
}

/** FLAC holds eight channels at most; more become two. */
export function flacChannels({ channels }: CodedFile): number | null {
  return channels !== null && channels > 8 ? 2 : channels
}

/** ffmpeg's name of the sample format: 24 bits where the source has more than a CD, else 16. */
export function flacSamples({ codec, isLossless, bitsPerSample }: CodedFile): 's16' | 's32' {
  return codec === 'dsd' || (isLossless && (bitsPerSample ?? 16) > 16) ? 's32' : 's16'
}

const mediaTypes: Readonly<Record<string, string>> = {
  mpeg: 'audio/mpeg', adts: 'audio/aac', flac: 'audio/flac', ogg: 'audio/ogg', mp4: 'audio/mp4', matroska: 'audio/x-matroska', webm: 'audio/webm', wav: 'audio/wav', aiff: 'audio/aiff', asf: 'audio/x-ms-wma',
  ape: 'audio/x-ape', wavpack: 'audio/x-wavpack', musepack: 'audio/x-musepack', tta: 'audio/x-tta', dsf: 'audio/x-dsf', dsdiff: 'audio/x-dff', tak: 'audio/x-tak', ofr: 'audio/x-ofr', ac3: 'audio/ac3',
}

export function mediaTypeOf(container: string): string {
  return mediaTypes[container] ?? 'application/octet-stream'
}
