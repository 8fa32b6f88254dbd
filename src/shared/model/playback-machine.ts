/** What a deck tells of one playing of a track. */
export const playEvents = ['started', 'progressed', 'paused', 'resumed', 'seeked', 'stalled', 'ended', 'skipped', 'stopped', 'failed'] as const
export type PlayEvent = (typeof playEvents)[number]

/** After these the playing is over; a pause, a seek or a stall is part of it. */
const endings: ReadonlySet<PlayEvent> = new Set(['ended', 'skipped', 'stopped', 'failed'])

/** Whether this event ends the playing it is about. */
export function isEnding(event: PlayEvent): boolean {
  return endings.has(event)
}

/** A play as it is stored. `heardMs` is audio rendered; `isOpen` while it still sounds, or is paused. */
export type StoredPlay = { readonly id: number; readonly heardMs: number; readonly isOpen: boolean }

/** `isFromDeck`: the window that reports is the one that plays; another may only tell the last of what it played. */
export type PlayReport = { readonly event: PlayEvent; readonly heardMs: number; readonly isFromDeck: boolean }

/** A change to make in the store, in the order given. */
export type PlayStep =
  | { readonly kind: 'close'; readonly id: number }
  | { readonly kind: 'begin'; readonly heardMs: number; readonly isOpen: boolean }
  | { readonly kind: 'update'; readonly id: number; readonly heardMs: number; readonly isOpen: boolean }

/**
 * What a report makes of the listening history. `known` is the play this playing has already (null: none), `open` the
 * one that is open (null: none); they may be the same.
 *
 * - A playing has one play, from the moment it starts; pausing, seeking or losing touch never makes another.
 * - `heardMs` only grows: reports that come late or twice change nothing, and the clock plays no part.
 * - At most one play is open: starting another closes it, and what is heard of it afterwards is still added.
 */
export function playSteps(report: PlayReport, known: StoredPlay | null, open: StoredPlay | null): PlayStep[] {
  const mayBeOpen = report.isFromDeck && !isEnding(report.event)
  const hasOpenRival = open !== null && open.id !== known?.id
  if (known) {
    const isOpen = mayBeOpen && !(hasOpenRival && open.id > known.id)
    const update: PlayStep = { kind: 'update', id: known.id, heardMs: Math.max(known.heardMs, report.heardMs), isOpen }
    return isOpen && hasOpenRival ? [{ kind: 'close', id: open.id }, update] : [update]
  }
  // Nothing has sounded: a track loaded paused, or one that could not be opened.
  if (report.event !== 'started' && report.heardMs <= 0) return []
  const begin: PlayStep = { kind: 'begin', heardMs: report.heardMs, isOpen: mayBeOpen }
  return mayBeOpen && hasOpenRival ? [{ kind: 'close', id: open.id }, begin] : [begin]
}
