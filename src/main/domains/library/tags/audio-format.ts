import type { AudioFormat, Codec, Container } from './file-tags.ts'

/** A format of which nothing is known yet but its kind. */
export function emptyFormat(container: Container, codec: Codec, isLossless: boolean): AudioFormat {
  return {
    container,
    codec,
    durationMs: null,
    bitrate: null,
    sampleRate: null,
    channels: null,
    bitsPerSample: null,
    isLossless,
    encoderDelay: null,
    encoderPadding: null,
    encoder: null,
    headerGain: null,
  }
}

export function toMs(seconds: number): number | null {
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : null
}

/** kb/s of `bytes` over `seconds`. */
export function rateOf(bytes: number, seconds: number): number | null {
  return seconds > 0 && Number.isFinite(seconds) && bytes >= 0 ? Math.round((bytes * 8) / seconds / 1000) : null
}
