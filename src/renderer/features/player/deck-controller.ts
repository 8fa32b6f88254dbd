import { isAppError, messageOf } from '#shared/errors.ts'
import type { DeckItem, PlaybackState, RemoteCommand } from '#shared/contract/playback.contract.ts'
import type { Client } from '#shared/rpc/client.ts'
import { startDeckReports } from './deck-reports.ts'
import type { DeckReports } from './deck-reports.ts'
import { engineTrackOf } from './engine-track-of.ts'
import type { Deck } from './engine/deck-contract.ts'
import type { DeckEvents, DeckState } from './engine/deck-events.ts'
import type { EngineTrack } from './engine/engine-track.ts'

export type DeckControllerOptions = {
  deckId: string
  playback: Pick<Client['playback'], 'claimDeck' | 'releaseDeck' | 'command' | 'deckItem' | 'neighbour' | 'report'>
  /** Called once, when something is first played here. */
  openDeck: () => Deck
  /** The core's state as last told. */
  state: () => PlaybackState | undefined
  zone: () => string
  /** Whether the next track is prepared before this one ends. */
  isGapless: () => boolean
  told: (here: { isDeck: boolean; deckState: DeckState }) => void
  say: (message: string) => void
}

/** The window's own player: obeys people and remotes, asks the core what comes next, tells it what was heard. */
export type DeckController = {
  /** What a person asks in this window: done here when it plays or may play, else by the window that does. */
  send: (command: RemoteCommand) => Promise<void>
  /** What the core passes on from elsewhere, to the window it names. */
  commanded: (deckId: string, command: RemoteCommand) => void
  /** Makes this the window that plays, and goes on where the other was. */
  takeOver: () => Promise<void>
  /** Makes this the window that plays while nothing does. */
  claim: () => Promise<void>
  stateChanged: (state: PlaybackState) => void
  /** What comes next may be another. */
  queueChanged: () => void
  /** Every five seconds. */
  beat: () => void
  /** The window is about to go. */
  leave: () => void
  /** It did not go after all. */
  comeBack: () => void
  deck: () => Deck | null
}

/** Beyond this, *previous* begins the track again. */
const restartAfterMs = 3000
/** So many tracks in a row that cannot be played are not their fault. */
const mostFailures = 10
/** With nothing to report, the claim is renewed this rarely. */
const beatsPerClaim = 12

const startsSound: ReadonlySet<RemoteCommand['type']> = new Set(['play', 'toggle', 'next', 'previous', 'playItem', 'seek', 'seekBy'])

export function createDeckController(options: DeckControllerOptions): DeckController {
  const { deckId, playback } = options
  const items = new WeakMap<EngineTrack, DeckItem>()
  const triedAgain = new WeakSet<EngineTrack>()
  let deck: Deck | null = null
  let reports: DeckReports | null = null
  let isDeck = false
  let current: DeckItem | null = null
  let wishes = 0
  let nextQuestions = 0
  let failures = 0
  let silentBeats = 0
  let hasLeft = false
  let repeat: PlaybackState['repeat'] | undefined

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

  function tellHere(): void {
    options.told({ isDeck, deckState: deck?.getState() ?? 'idle' })
  }

  function openDeck(): Deck {
    if (deck) return deck
    const opened = options.openDeck()
    deck = opened
    reports = startDeckReports({
      deck: opened,
      itemOf,
      isTriedAgain: (track) => triedAgain.has(track),
      // A report that is lost is made good by the next: each tells all that was heard.
      send: (report) => {
        if (!hasLeft) void playback.report({ deckId, zone: options.zone(), ...report }).catch(() => undefined)
      },
    })
    opened.on('state', ({ state }) => {
      if (state === 'playing') failures = 0
      if (state === 'ended') goOn()
      tellHere()
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
      if (mine === wishes) options.say(messageOf(error))
    }
  }

  const load = (positionMs = 0, isPaused = false) => (item: DeckItem | null): void => {
    if (item) openDeck().load(trackFor(item), { positionMs, isPaused })
    else deck?.stop()
  }

  const currentId = (): number | null => current?.itemId ?? options.state()?.itemId ?? null

  const neighbour = (direction: 'next' | 'previous', isManual: boolean, itemId = currentId()) => playback.neighbour({ itemId, direction, isManual })

  /** Where playing was left, perhaps in an earlier session; else the first of the queue. */
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
    if (!asking || !from || !options.isGapless()) {
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

  function failed({ code, message, track, isNext }: DeckEvents['error']): void {
    if (!track) {
      options.say(message)
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
      options.say(messageOf(error))
      skipFailed(item)
    }
  }

  function skipFailed(item: DeckItem): void {
    failures += 1
    if (failures < mostFailures) void wish(() => neighbour('next', true, item.itemId), load())
  }

  // What is asked

  function seek(positionMs: number): void {
    if (!current || !deck || deck.getState() === 'idle' || deck.getState() === 'ended') {
      void resume(Math.max(0, positionMs), options.state()?.status !== 'playing')
      return
    }
    deck.seek(Math.max(0, positionMs))
    reports?.seeked()
  }

  function play(): void {
    const isLoaded = deck !== null && deck.getState() !== 'idle' && deck.getState() !== 'ended'
    if (isLoaded) deck?.play()
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

  async function claim(): Promise<void> {
    await playback.claimDeck({ deckId })
    isDeck = true
    tellHere()
  }

  function lose(): void {
    isDeck = false
    wishes += 1
    deck?.stop()
    current = null
    tellHere()
  }

  return {
    claim,
    commanded: (named, command) => {
      if (named === deckId) obey(command)
    },
    send: async (command) => {
      const state = options.state()
      const playsElsewhere = !isDeck && state !== undefined && state.deckId !== null && state.status !== 'stopped'
      if (command.type === 'volume' || command.type === 'mute' || playsElsewhere) {
        await playback.command(command)
        return
      }
      if (!isDeck && startsSound.has(command.type)) await claim()
      obey(command)
    },
    takeOver: async () => {
      const wasPlaying = options.state()?.status === 'playing'
      const { positionMs } = await playback.claimDeck({ deckId })
      isDeck = true
      tellHere()
      await resume(positionMs, !wasPlaying)
    },
    stateChanged: (state) => {
      if (isDeck && state.deckId !== null && state.deckId !== deckId) lose()
      deck?.setVolume(state.volume)
      deck?.setMuted(state.isMuted)
      if (state.repeat !== repeat) void askNext()
      repeat = state.repeat
    },
    queueChanged: () => void askNext(),
    beat: () => {
      if (!isDeck) return
      silentBeats += 1
      reports?.beat()
      if (current || silentBeats % beatsPerClaim !== 0) return
      void playback.claimDeck({ deckId }).catch(() => undefined)
    },
    leave: () => {
      if (!isDeck) return
      deck?.pause()
      reports?.beat()
      hasLeft = true
      void playback.releaseDeck({ deckId }).catch(() => undefined)
    },
    comeBack: () => {
      hasLeft = false
    },
    deck: () => deck,
  }
}
