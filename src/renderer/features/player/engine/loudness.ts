import type { EngineTrack } from './engine-track.ts'

export type ReplayGainMode = 'off' | 'track' | 'album' | 'auto'

export interface ReplayGainSettings {
  readonly mode: ReplayGainMode
  /** Added to what the tags say, in dB. */
  readonly preampDb: number
  /** Used instead of tags and pre-amp where a file has none, in dB. */
  readonly untaggedDb: number
  /** Never raise a track so far that its peak passes full scale. */
  readonly isClippingPrevented: boolean
}

export const replayGainOff: ReplayGainSettings = { mode: 'off', preampDb: 0, untaggedDb: 0, isClippingPrevented: true }

export function decibelsToGain(decibels: number): number {
  return 10 ** (decibels / 20)
}

/**
 * The linear gain for a track. Album and track values stand in for each other where one is missing. An unknown
 * peak counts as full scale, so that the guard then only ever lowers.
 */
export function replayGainFactor(settings: ReplayGainSettings, track: Pick<EngineTrack, 'gains' | 'isAlbumRun'>): number {
  if (settings.mode === 'off') return 1
  const { gains } = track
  const isAlbum = settings.mode === 'album' || (settings.mode === 'auto' && track.isAlbumRun)
  const decibels = isAlbum ? (gains.album ?? gains.track) : (gains.track ?? gains.album)
  const peak = isAlbum ? (gains.albumPeak ?? gains.trackPeak) : (gains.trackPeak ?? gains.albumPeak)
  const wanted = decibelsToGain(decibels === undefined ? settings.untaggedDb : decibels + settings.preampDb)
  if (!settings.isClippingPrevented) return wanted
  const ceiling = peak !== undefined && peak > 0 ? 1 / peak : 1
  return Math.min(wanted, ceiling)
}

/** The cube is what the ear takes for an even scale: half way is 18 dB down, a tenth is 60 dB down. */
export function volumeToGain(volume: number): number {
  return Math.min(1, Math.max(0, volume)) ** 3
}
