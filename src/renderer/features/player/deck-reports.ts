import type { DeckItem } from '#shared/contract/playback.contract.ts'
import type { PlayEvent } from '#shared/model/playback-machine.ts'
import type { Deck } from './engine/deck-contract.ts'
import type { DeckEvents, DeckState } from './engine/deck-events.ts'
import type { EngineTrack } from './engine/engine-track.ts'
import type { Told } from '#shared/messages/say.ts'

export type DeckReport = { event: PlayEvent; run: number; itemId: number; trackId: number; fileId: number; positionMs: number; heardMs: number; problem?: Told }

export type DeckReportsOptions = {
  deck: Deck
  /** The queue item behind what the engine plays. */
  itemOf: (track: EngineTrack) => DeckItem
  send: (report: DeckReport) => void
  /** A failure that is tried again another way is not one yet. */
  isTriedAgain: (track: EngineTrack) => boolean
}

export type DeckReports = {
  /** Where it stands now: said every few seconds, and when the window goes. */
  beat: () => void
  /** A person moved the position. */
  seeked: () => void
  /** Nothing follows what ended. */
  ranOut: () => void
}

const beats: Partial<Record<DeckState, PlayEvent>> = { playing: 'progressed', paused: 'paused', buffering: 'stalled', stalled: 'stalled' }
const endings: Record<DeckEvents['finished']['reason'], PlayEvent> = { ended: 'ended', replaced: 'skipped', stopped: 'stopped', failed: 'failed' }

/** Turns what the engine says into what the core is told: each playing of an item is a run of its own. */
export function startDeckReports({ deck, itemOf, send, isTriedAgain }: DeckReportsOptions): DeckReports {
  let current: { run: number; track: EngineTrack } | null = null
  let last: DeckReport | null = null
  let problem: Told | undefined
  const begun = new Set<number>()

  function tell(event: PlayEvent, run: number, track: EngineTrack, more: { positionMs: number; heardMs: number; problem?: Told }): void {
    const { itemId, trackId, fileId } = itemOf(track)
    last = { event, run, itemId, trackId, fileId, ...more, positionMs: Math.max(0, more.positionMs), heardMs: Math.max(0, more.heardMs) }
    send(last)
  }

  function tellNow(event: PlayEvent): void {
    if (current) tell(event, current.run, current.track, { positionMs: deck.getPosition(), heardMs: deck.getHeard() })
  }

  function sounds(): void {
    if (!current) return
    if (begun.has(current.run)) tellNow('resumed')
    else {
      begun.add(current.run)
      tellNow('started')
    }
  }

  deck.on('trackchange', ({ item, track }) => {
    current = { run: item, track }
    // Without a gap between them, the deck plays on and says nothing else.
    if (deck.getState() === 'playing') sounds()
  })
  deck.on('state', ({ state }) => {
    if (!current) return
    const isToldAlready = last?.run === current.run && ['started', 'resumed', 'progressed'].includes(last.event)
    if (state === 'playing' && !isToldAlready) sounds()
    else if ((state === 'paused' || state === 'stalled') && begun.has(current.run)) tellNow(state)
  })
  deck.on('error', (event) => {
    problem = event.told
  })
  deck.on('finished', ({ item, track, heardMs, positionMs, reason }) => {
    const isHeard = begun.delete(item)
    if (current?.run === item) current = null
    if (reason === 'failed' && isTriedAgain(track)) return
    if (isHeard || reason === 'failed') tell(endings[reason], item, track, { positionMs, heardMs, ...(reason === 'failed' && problem !== undefined && { problem }) })
  })

  return {
    beat: () => {
      const event = beats[deck.getState()]
      if (event && current && begun.has(current.run)) tellNow(event)
    },
    seeked: () => tellNow('seeked'),
    ranOut: () => {
      if (last) send({ ...last, event: 'stopped' })
    },
  }
}
