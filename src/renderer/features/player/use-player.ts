import { useQuery } from '@tanstack/react-query'
import type { PlaybackState, RemoteCommand } from '#shared/contract/playback.contract.ts'
import { api } from '#renderer/rpc.ts'
import { showError } from '#renderer/ui/feedback/toast.tsx'
import { player } from './this-window.ts'
import { usePlayerStore } from './player.store.ts'

/** Asks the window that plays, which may be this one. Errors are said, never thrown. */
export function sendToPlayer(command: RemoteCommand): void {
  player.send(command).catch((error: unknown) => showError(error, { id: 'player' }))
}

export type PlayerView = {
  /** Undefined until the core has told it. */
  state: PlaybackState | undefined
  /** When it was told, by this window's clock, which may not be the core's. */
  toldAt: number
  isPlaying: boolean
  /** Another window makes the sound, or is paused in the middle of something. */
  isElsewhere: boolean
  send: (command: RemoteCommand) => void
}

/** What plays and where, with this window's own player ahead of what the core has heard of it. */
export function usePlayer(): PlayerView {
  const { data: state, dataUpdatedAt: toldAt } = useQuery(api.playback.state.queryOptions())
  const isDeck = usePlayerStore((store) => store.isDeck)
  const deckState = usePlayerStore((store) => store.deckState)
  const isLoadedHere = isDeck && deckState !== 'idle' && deckState !== 'ended'
  return {
    state,
    toldAt,
    isPlaying: isLoadedHere ? deckState !== 'paused' : state?.deckId !== null && (state?.status === 'playing' || state?.status === 'buffering'),
    isElsewhere: !isDeck && state !== undefined && state.deckId !== null && state.status !== 'stopped',
    send: sendToPlayer,
  }
}
