// Which plays are one. What is told twice with the same song and the same start is one play; what is only near is for a
// person to say, and stays two until then.

/** A play of the same song, as far as the rules look at it. `precisionMs` is that of its start. */
export type Candidate = {
  id: number
  startedAt: number
  precisionMs: number | null
  durationMs: number | null
  heardMs: number | null
  heardTextIds: ReadonlySet<number>
  /** Who saw it, by `witnessName`. */
  seenBy: ReadonlySet<string>
  isDeleted: boolean
}

export type Row = { startedAt: number; precisionMs: number | null; durationMs: number | null; heardMs: number | null; heardTextId: number; witness: string }

export type Decision = { attachTo: number } | { attachTo: null; doubtful: readonly number[] }

const secondMs = 1000
const sameSecondMs = 30_000
const sameMinuteMs = 90_000
/** Farther apart, two plays of a song are two. */
export const doubtfulMs = 600_000

/** Rows of one such name are told by one hand: never two of them for one play. */
export function witnessName(source: string, accountId: number | null): string {
  return `${source}/${accountId ?? ''}`
}

/** Spotify writes some plays down twice: same song, same time heard, some seconds apart. */
function isTwin(row: Row, play: Candidate): boolean {
  return row.witness.startsWith('spotify') && row.heardMs !== null && row.heardMs === play.heardMs && Math.abs(row.startedAt - play.startedAt) <= sameSecondMs
}

/** The same account, song and second, but another album: most likely put right over there. */
function isRewritten(row: Row, play: Candidate): boolean {
  return row.precisionMs === secondMs && play.precisionMs === secondMs && row.startedAt === play.startedAt && !play.heardTextIds.has(row.heardTextId)
}

/** How far the two starts are apart, null when too far to be one. */
function distance(row: Row, play: Candidate): number | null {
  const isMinute = [row, play].some(({ precisionMs }) => precisionMs !== null && precisionMs > secondMs)
  const tolerance = isMinute ? sameMinuteMs : sameSecondMs
  const apart = row.startedAt - play.startedAt
  if ((row.precisionMs === null) === (play.precisionMs === null)) return Math.abs(apart) <= tolerance ? Math.abs(apart) : null
  // One is the start, the other the end of a recording of some length.
  const after = row.precisionMs === null ? apart : -apart
  const lengthMs = row.durationMs ?? play.durationMs ?? 0
  return after >= -tolerance && after <= Math.max(lengthMs, tolerance) ? Math.abs(after - lengthMs) : null
}

/** Decides for a row by the plays whose song has the same keys. */
export function decide(row: Row, candidates: readonly Candidate[]): Decision {
  let nearest: { id: number; distance: number } | undefined
  const doubtful: number[] = []
  for (const play of candidates) {
    const isFromSameHand = play.seenBy.has(row.witness)
    const apart = isFromSameHand && !isTwin(row, play) ? null : distance(row, play)
    if (apart !== null) {
      if (!nearest || apart < nearest.distance || (apart === nearest.distance && play.id < nearest.id)) nearest = { id: play.id, distance: apart }
    } else if (!play.isDeleted && (isFromSameHand ? isRewritten(row, play) : Math.abs(row.startedAt - play.startedAt) <= doubtfulMs)) {
      doubtful.push(play.id)
    }
  }
  return nearest ? { attachTo: nearest.id } : { attachTo: null, doubtful }
}

/** How far around a row plays have to be looked at. */
export function reachMs({ durationMs }: { durationMs: number | null }): number {
  return Math.max(doubtfulMs, durationMs ?? 0)
}
