import type { EngineTrack } from './engine-track.ts'

/** For both decoded tracks together: 12 minutes each of stereo at 44.1 kHz, 5 at 96 kHz. */
export const defaultBudgetBytes = 512 * 1024 * 1024

const bytesPerSample = 4

/** Size of a track as 32-bit float PCM, or null when its length, rate or channels are unknown. */
export function estimateDecodedBytes(track: Pick<EngineTrack, 'durationMs' | 'sampleRate' | 'channels'>): number | null {
  if (track.durationMs === null || track.sampleRate === null || track.channels === null) return null
  return Math.ceil((track.durationMs / 1000) * track.sampleRate) * track.channels * bytesPerSample
}

/** Two tracks may be decoded at once, so each may have half; what cannot be estimated is streamed. */
export function fitsInMemory(track: EngineTrack, budgetBytes: number): boolean {
  const estimate = estimateDecodedBytes(track)
  return !track.isLong && estimate !== null && estimate <= budgetBytes / 2
}
