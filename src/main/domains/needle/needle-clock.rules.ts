/** What a person did: set the needle down at the start of a track, paused, went on, lifted it. */
export type Turn = { at: number; kind: 'drop'; index: number } | { at: number; kind: 'pause' | 'resume' | 'lift' }

/** A track that sounded, pauses left out of `heardMs`. */
export type Stretch = { index: number; startedAt: number; heardMs: number }

export type Platter = {
  state: 'playing' | 'paused' | 'ended'
  /** The track under the needle; null when it has ended. */
  index: number | null
  positionMs: number
  /** When the last track ends if nothing happens; null while paused and when it has ended. */
  endsAt: number | null
  endedAt: number | null
  /** When the track under the needle gives way to the next. */
  nextAt: number | null
  /** Tracks that are over, in order of time. */
  over: Stretch[]
  /** The one under the needle. */
  current: Stretch | null
}

/** Less than this is a hand that looks for the groove. */
const leastHeardMs = 1000

/** What was heard by `now` and what sounds then. A record that has run out or was lifted takes no further turns. */
export function platterAt(lengths: readonly number[], turns: readonly Turn[], now: number): Platter {
  const over: Stretch[] = []
  let at = turns[0]?.at ?? now
  let index = 0
  let positionMs = 0
  let startedAt = at
  let isTurning = false
  let endedAt: number | null = null

  const leave = (): void => {
    if (positionMs >= leastHeardMs) over.push({ index, startedAt, heardMs: positionMs })
  }
  const setDown = (track: number): void => {
    index = track
    positionMs = 0
    startedAt = at
  }
  const turnUntil = (moment: number): void => {
    if (!isTurning) {
      if (endedAt === null) at = moment
      return
    }
    while (endedAt === null) {
      const leftMs = (lengths[index] ?? 0) - positionMs
      if (at + leftMs > moment) break
      at += leftMs
      positionMs += leftMs
      leave()
      setDown(index + 1)
      if (index >= lengths.length) endedAt = at
    }
    if (endedAt !== null) return
    positionMs += moment - at
    at = moment
  }

  for (const turn of turns) {
    if (turn.at > now) break
    turnUntil(turn.at)
    if (endedAt !== null) break
    if (turn.kind === 'drop') {
      if (isTurning || positionMs > 0) leave()
      setDown(turn.index)
      isTurning = true
    } else if (turn.kind === 'lift') {
      leave()
      endedAt = at
    } else isTurning = turn.kind === 'resume'
  }
  turnUntil(now)
  if (endedAt !== null) return { state: 'ended', index: null, positionMs: 0, endsAt: null, endedAt, nextAt: null, over, current: null }
  const leftMs = (lengths[index] ?? 0) - positionMs
  const afterMs = lengths.slice(index + 1).reduce((sum, length) => sum + length, 0)
  const current = { index, startedAt, heardMs: positionMs }
  return isTurning
    ? { state: 'playing', index, positionMs, endsAt: at + leftMs + afterMs, endedAt, nextAt: at + leftMs, over, current }
    : { state: 'paused', index, positionMs, endsAt: null, endedAt, nextAt: null, over, current }
}

const usualLengthMs = 240_000

/** Lengths where they are known; elsewhere the median of the others, marked as a guess. */
export function lengthsOf(known: readonly (number | null)[]): { durationMs: number; isGuessed: boolean }[] {
  const sorted = known.filter((length) => length !== null && length > 0).toSorted((one, other) => (one ?? 0) - (other ?? 0))
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? usualLengthMs
  return known.map((length) => (length !== null && length > 0 ? { durationMs: length, isGuessed: false } : { durationMs: median, isGuessed: true }))
}
