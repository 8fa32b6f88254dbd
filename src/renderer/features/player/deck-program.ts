import { isAppError, toldOf } from '#shared/errors.ts'
import type { DeckItem, PlaybackState, RemoteCommand } from '#shared/contract/playback.contract.ts'
import type { Client } from '#shared/rpc/client.ts'
import { startDeckReports } from './deck-reports.ts'
import type { DeckReport, DeckReports } from './deck-reports.ts'
import { engineTrackOf } from './engine-track-of.ts'
import type { Deck } from './engine/deck-contract.ts'
import type { DeckEvents } from './engine/deck-events.ts'
import type { EngineTrack } from './engine/engine-track.ts'
import type { Told } from '#shared/messages/say.ts'

export type DeckProgramOptions = {
  playback: Pick<Client['playback'], 'deckItem' | 'neighbour'>
  /** Called once, when something is first played here. */
  openDeck: () => Deck
  /** The core's state as last told. */
  state: () => PlaybackState | undefined
  report: (report: DeckReport) => void
  /** The engine does something else now. */
  changed: () => void
  say: (told: Told) => void
}

/** Plays what is asked for and what comes after it, past what cannot be played. */
export type DeckProgram = {
  /** Null until something was played here. */
  deck: () => Deck | null
  obey: (command: RemoteCommand) => void
  /** Goes on where playing was left, perhaps in an earlier session, or at a position; else with the first of the queue. */
  resume: (positionMs: number | undefined, isPaused: boolean) => Promise<void>
  /** What comes next may be another. */
  askNext: () => void
  /** Whether the next track is prepared before this one ends, so that no gap or a crossfade lies between them. */
  setPreparesNext: (preparesNext: boolean) => void
  /** Falls silent, and forgets what was still being looked up. */
  forget: () => void
  /** Reports where it stands. */
  beat: () => void
}

/** Beyond this, *previous* begins the track again. */
const restartAfterMs = 3000
/** So many tracks in a row that cannot be played are not their fault. */
const mostFailures = 10

export function createDeckProgram(options: DeckProgramOptions): DeckProgram {
  const { playback } = options
  const items = new WeakMap<EngineTrack, DeckItem>()
  const triedAgain = new WeakSet<EngineTrack>()
  let deck: Deck | null = null
  let reports: DeckReports | null = null
  let current: DeckItem | null = null
  let wishes = 0
  let nextQuestions = 0
  let failures = 0
  let preparesNext = true

  function itemOf(track: EngineTrack): DeckItem {
    const item = items.get(track)
    if (!item) throw new Error('the engine plays what it was not given')
    return item
  }

  function trackFor(item: DeckItem): EngineTrack {
    const track = engineTrackOf(item)
    items.set(track, item)
    return track
  }

  function openDeck(): Deck {
    if (deck) return deck
    const opened = options.openDeck()
    deck = opened
    reports = startDeckReports({
      deck: opened,
      itemOf,
      isTriedAgain: (track) => triedAgain.has(track),
      send: options.report,
    })
    opened.on('state', ({ state }) => {
      if (state === 'playing') failures = 0
      if (state === 'ended') goOn()
      options.changed()
    })
    opened.on('trackchange', ({ track }) => {
      current = itemOf(track)
      void askNext()
    })
    opened.on('error', failed)
    opened.on('finished', ({ reason, track }) => {
      if (reason === 'failed' && !triedAgain.has(track)) skipFailed(itemOf(track))
    })
    return opened
  }

  // What plays

  /** Only what was wished for last is played. */
  async function wish(find: () => Promise<DeckItem | null>, then: (item: DeckItem | null) => void): Promise<void> {
    wishes += 1
    const mine = wishes
    try {
      const item = await find()
      if (mine === wishes) then(item)
    } catch (error) {
      if (mine === wishes) options.say(toldOf(error))
    }
  }

  const load = (positionMs = 0, isPaused = false) => (item: DeckItem | null): void => {
    if (item) openDeck().load(trackFor(item), { positionMs, isPaused })
    else deck?.stop()
  }

  const currentId = (): number | null => current?.itemId ?? options.state()?.itemId ?? null

  const neighbour = (direction: 'next' | 'previous', isManual: boolean, itemId = currentId()) => playback.neighbour({ itemId, direction, isManual })

  function resume(positionMs: number | undefined, isPaused: boolean): Promise<void> {
    const state = options.state()
    const itemId = state?.itemId ?? null
    const from = positionMs ?? (state === undefined || state.status === 'stopped' ? 0 : state.positionMs)
    if (itemId === null) return wish(() => neighbour('next', true, null), load())
    return wish(async () => {
      try {
        return await playback.deckItem({ itemId })
      } catch (error) {
        if (isAppError(error, 'not-found')) return neighbour('next', true, itemId)
        throw error
      }
    }, load(from, isPaused))
  }

  /** The end was reached before what follows was prepared, or without preparing anything. */
  function goOn(): void {
    void wish(() => neighbour('next', false), (item) => {
      if (item) load()(item)
      else reports?.ranOut()
    })
  }

  async function askNext(from = current): Promise<void> {
    nextQuestions += 1
    const mine = nextQuestions
    const asking = current
    if (!asking || !from || !preparesNext) {
      deck?.setNext(null)
      return
    }
    try {
      const item = await neighbour('next', from !== asking, from.itemId)
      if (mine === nextQuestions && asking === current) deck?.setNext(item && trackFor(item))
    } catch {
      // What follows is asked again when this one ends.
    }
  }

  // What cannot be played

  function failed({ code, told, track, isNext }: DeckEvents['error']): void {
    if (!track) {
      options.say(told)
      return
    }
    const item = itemOf(track)
    if ((code === 'decode' || code === 'unsupported') && !item.isTranscoded) {
      triedAgain.add(track)
      void tryTranscoded(item, isNext)
    } else if (isNext) {
      failures += 1
      if (failures < mostFailures) void askNext(item)
    }
  }

  async function tryTranscoded(item: DeckItem, isNext: boolean): Promise<void> {
    const asking = current
    try {
      const other = await playback.deckItem({ itemId: item.itemId, isTranscoded: true })
      if (!isNext) void wish(async () => other, load())
      else if (asking === current) deck?.setNext(trackFor(other))
    } catch (error) {
      if (isNext) return askNext(item)
      options.say(toldOf(error))
      skipFailed(item)
    }
  }

  function skipFailed(item: DeckItem): void {
    failures += 1
    if (failures < mostFailures) void wish(() => neighbour('next', true, item.itemId), load())
  }

  // What is asked

  function isLoaded(): boolean {
    return deck !== null && deck.getState() !== 'idle' && deck.getState() !== 'ended'
  }

  function seek(positionMs: number): void {
    if (!deck || !isLoaded()) {
      void resume(Math.max(0, positionMs), options.state()?.status !== 'playing')
      return
    }
    deck.seek(Math.max(0, positionMs))
    reports?.seeked()
  }

  function play(): void {
    if (isLoaded()) deck?.play()
    else void resume(undefined, false)
  }

  function previous(): void {
    if ((deck?.getPosition() ?? 0) > restartAfterMs) seek(0)
    else void wish(() => neighbour('previous', true), (item) => (item ? load()(item) : seek(0)))
  }

  function isPlaying(): boolean {
    const state = deck?.getState()
    return state === 'playing' || state === 'buffering' || state === 'stalled'
  }

  function obey(command: RemoteCommand): void {
    switch (command.type) {
      case 'play':
        return play()
      case 'pause':
        return deck?.pause()
      case 'toggle':
        return isPlaying() ? deck?.pause() : play()
      case 'next':
        return void wish(() => neighbour('next', true), load())
      case 'previous':
        return previous()
      case 'stop':
        return deck?.stop()
      case 'seek':
        return seek(command.positionMs)
      case 'seekBy':
        return seek((deck?.getPosition() ?? options.state()?.positionMs ?? 0) + command.deltaMs)
      case 'playItem':
        return void wish(() => playback.deckItem({ itemId: command.itemId }), load())
      case 'volume':
      case 'mute':
    }
  }

  return {
    deck: () => deck,
    obey,
    resume,
    askNext: () => void askNext(),
    setPreparesNext: (wanted) => {
      preparesNext = wanted
      void askNext()
    },
    forget: () => {
      wishes += 1
      deck?.stop()
      current = null
    },
    beat: () => {
      if (deck?.getState() === 'playing') failures = 0
      reports?.beat()
    },
  }
}
