/** A recording that is not longer than this is never counted as a play, in milliseconds. */
export const shortestCountedMs = 30_000

/** Heard for so long, a recording of any length counts, in milliseconds. */
export const alwaysEnoughMs = 240_000

/**
 * The field's rule (Last.fm, ListenBrainz): a play counts when the recording is longer than 30 s and half of it, or
 * 4 minutes, was heard. `heardMs` is audio rendered, so that pauses do not add to it and what is heard twice does.
 * Of a recording of unknown length (null) 4 minutes must be heard.
 */
export function isCountedPlay(durationMs: number | null, heardMs: number): boolean {
  if (heardMs >= alwaysEnoughMs) return durationMs === null || durationMs > shortestCountedMs
  return durationMs !== null && durationMs > shortestCountedMs && heardMs >= durationMs / 2
}
