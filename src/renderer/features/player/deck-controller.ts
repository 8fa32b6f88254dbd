import type { PlaybackState, RemoteCommand } from '#shared/contract/playback.contract.ts'
import type { Client } from '#shared/rpc/client.ts'
import { createDeckProgram } from './deck-program.ts'
import type { DeckProgramOptions } from './deck-program.ts'
import type { Deck } from './engine/deck-contract.ts'
import type { DeckState } from './engine/deck-events.ts'

export type DeckControllerOptions = Pick<DeckProgramOptions, 'openDeck' | 'state' | 'say'> & {
  deckId: string
  playback: Pick<Client['playback'], 'claimDeck' | 'releaseDeck' | 'command' | 'deckItem' | 'neighbour' | 'report'>
  zone: () => string
  told: (here: { isDeck: boolean; deckState: DeckState }) => void
}

/** The window's own player, or the way to the one that plays elsewhere. */
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
  /** See the program; it does unless told otherwise. */
  setPreparesNext: (preparesNext: boolean) => void
  /** Every five seconds. */
  beat: () => void
  /** The window is about to go. */
  leave: () => void
  /** It did not go after all. */
  comeBack: () => void
  deck: () => Deck | null
}

/** The claim is renewed this rarely, for a window with nothing to report. */
const beatsPerClaim = 12

const startsSound: ReadonlySet<RemoteCommand['type']> = new Set(['play', 'toggle', 'next', 'previous', 'playItem', 'seek', 'seekBy'])

export function createDeckController(options: DeckControllerOptions): DeckController {
  const { deckId, playback } = options
  let isDeck = false
  let hasLeft = false
  let beats = 0
  let repeat: PlaybackState['repeat'] | undefined

  const program = createDeckProgram({
    ...options,
    changed: tellHere,
    // A report that is lost is made good by the next: each tells all that was heard.
    report: (report) => {
      if (!hasLeft) void playback.report({ deckId, zone: options.zone(), ...report }).catch(() => undefined)
    },
  })

  function tellHere(): void {
    options.told({ isDeck, deckState: program.deck()?.getState() ?? 'idle' })
  }

  async function claim(): Promise<PlaybackState> {
    const state = await playback.claimDeck({ deckId })
    isDeck = true
    tellHere()
    return state
  }

  function lose(): void {
    isDeck = false
    program.forget()
    tellHere()
  }

  return {
    deck: program.deck,
    queueChanged: program.askNext,
    setPreparesNext: program.setPreparesNext,
    claim: async () => {
      const state = await playback.claimDeck({ deckId, isPolite: true })
      isDeck = state.deckId === deckId
      tellHere()
    },
    commanded: (named, command) => {
      if (named === deckId) program.obey(command)
    },
    send: async (command) => {
      const state = options.state()
      const playsElsewhere = !isDeck && state !== undefined && state.deckId !== null && state.status !== 'stopped'
      if (command.type === 'volume' || command.type === 'mute' || playsElsewhere) {
        await playback.command(command)
        return
      }
      if (!isDeck && startsSound.has(command.type)) await claim()
      program.obey(command)
    },
    takeOver: async () => {
      const wasPlaying = options.state()?.status === 'playing'
      const { positionMs } = await claim()
      await program.resume(positionMs, !wasPlaying)
    },
    stateChanged: (state) => {
      if (isDeck && state.deckId !== null && state.deckId !== deckId) lose()
      program.deck()?.setVolume(state.volume)
      program.deck()?.setMuted(state.isMuted)
      if (state.repeat !== repeat) program.askNext()
      repeat = state.repeat
    },
    beat: () => {
      if (!isDeck) return
      beats += 1
      program.beat()
      if (beats % beatsPerClaim === 0) void playback.claimDeck({ deckId, isPolite: true }).catch(() => undefined)
    },
    leave: () => {
      if (!isDeck) return
      program.deck()?.pause()
      program.beat()
      hasLeft = true
      void playback.releaseDeck({ deckId }).catch(() => undefined)
    },
    comeBack: () => {
      hasLeft = false
    },
  }
}
