import type { Material } from '../music/mixdown.ts'
import type { Assembler } from './assembler.ts'
import { encodeFlac, FLAC_GRAIN } from './flac.ts'
import { encodeMp3, mp3Grain } from './mp3.ts'
import { AAC_GRAIN, encodeM4a } from './mp4.ts'
import { encodeOpus, OPUS_GRAIN, OPUS_RATE } from './opus.ts'
import { encodeVorbis, VORBIS_GRAIN } from './vorbis.ts'
import { encodeWav } from './wav.ts'

export const FORMAT_NAMES = ['flac', 'flac-22', 'flac24-48', 'flac24', 'mp3', 'mp3-128', 'mp3-320', 'ogg', 'opus', 'm4a', 'wav'] as const
export type FormatName = (typeof FORMAT_NAMES)[number]

/** `fallback` stands in where a format needs ffmpeg and there is none. */
export type Format = { extension: string; sampleRate: number; grain: number; fallback: FormatName | null }

/** Bit rates and sample rates are low on purpose: fifty hours of music have to fit in a few hundred megabytes. */
export const FORMATS: Record<FormatName, Format> = {
  flac: { extension: 'flac', sampleRate: 44100, grain: FLAC_GRAIN, fallback: null },
  'flac-22': { extension: 'flac', sampleRate: 22050, grain: FLAC_GRAIN, fallback: null },
  'flac24-48': { extension: 'flac', sampleRate: 48000, grain: FLAC_GRAIN, fallback: null },
  flac24: { extension: 'flac', sampleRate: 96000, grain: FLAC_GRAIN, fallback: null },
  mp3: { extension: 'mp3', sampleRate: 22050, grain: mp3Grain(22050), fallback: null },
  'mp3-128': { extension: 'mp3', sampleRate: 44100, grain: mp3Grain(44100), fallback: null },
  'mp3-320': { extension: 'mp3', sampleRate: 44100, grain: mp3Grain(44100), fallback: null },
  ogg: { extension: 'ogg', sampleRate: 22050, grain: VORBIS_GRAIN, fallback: null },
  opus: { extension: 'opus', sampleRate: OPUS_RATE, grain: OPUS_GRAIN, fallback: 'ogg' },
  m4a: { extension: 'm4a', sampleRate: 32000, grain: AAC_GRAIN, fallback: 'mp3' },
  wav: { extension: 'wav', sampleRate: 22050, grain: 1, fallback: null },
}

export async function encode(format: FormatName, material: Material, ffmpegPath: string | null, signal: AbortSignal): Promise<Assembler> {
  switch (format) {
    case 'flac':
      return encodeFlac(material, 16, 88)
    case 'flac-22':
      return encodeFlac(material, 16, 50)
    case 'flac24-48':
      return encodeFlac(material, 24, 100)
    case 'flac24':
      return encodeFlac(material, 24, 200)
    case 'mp3':
      return encodeMp3(material, 'smallest')
    case 'mp3-128':
      return encodeMp3(material, 128)
    case 'mp3-320':
      return encodeMp3(material, 320)
    case 'ogg':
      return encodeVorbis(material, -1)
    case 'opus':
      return encodeOpus(material, 16, required(ffmpegPath), signal)
    case 'm4a':
      return encodeM4a(material, 24, required(ffmpegPath), signal)
    case 'wav':
      return encodeWav(material)
  }
}

function required(ffmpegPath: string | null): string {
  if (ffmpegPath === null) throw new Error('This format needs ffmpeg.')
  return ffmpegPath
}
