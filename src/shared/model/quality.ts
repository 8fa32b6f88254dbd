/** What is known of how a file is coded; bitrate in kb/s, sample rate in Hz. */
export type AudioQuality = {
  readonly codec: string | null
  readonly bitsPerSample?: number | null | undefined
  readonly sampleRate?: number | null | undefined
  readonly bitrate?: number | null | undefined
}

const names: Readonly<Record<string, string>> = {
  mp3: 'MP3', mp2: 'MP2', aac: 'AAC', alac: 'ALAC', flac: 'FLAC', vorbis: 'Vorbis', opus: 'Opus', pcm: 'PCM', wma: 'WMA', ape: 'APE', wavpack: 'WavPack',
  musepack: 'Musepack', tta: 'TTA', dsd: 'DSD', speex: 'Speex', ac3: 'AC-3', eac3: 'E-AC-3', tak: 'TAK', ofr: 'OptimFROG',
}
const lossless = new Set(['alac', 'flac', 'pcm', 'ape', 'wavpack', 'tta', 'dsd', 'tak', 'ofr'])

/** Whether the codec keeps every bit of what it was given. */
export const isLossless = (codec: string): boolean => lossless.has(codec)

/** Better than a CD: more than 16 bits or more than 48 kHz, without loss. */
export function isHighResolution({ codec, bitsPerSample, sampleRate }: AudioQuality): boolean {
  return codec !== null && isLossless(codec) && ((bitsPerSample ?? 0) > 16 || (sampleRate ?? 0) > 48_000)
}

/** As listeners write it: `FLAC 24/96`, `MP3 320`, `DSD64`; only the codec where nothing more is known, nothing where not even that is. */
export function qualityLabel({ codec, bitsPerSample, sampleRate, bitrate }: AudioQuality): string {
  if (!codec) return ''
  const name = names[codec] ?? codec.toUpperCase()
  if (codec === 'dsd' && sampleRate) return `DSD${Math.round(sampleRate / 44_100)}`
  if (isLossless(codec) && bitsPerSample && sampleRate) return `${name} ${bitsPerSample}/${Math.floor(sampleRate / 1000)}`
  if (!isLossless(codec) && bitrate) return `${name} ${Math.round(bitrate)}`
  return name
}
