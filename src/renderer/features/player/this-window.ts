import { api, rpc } from '#renderer/rpc.ts'
import { queryClient } from '#renderer/app/query-client.ts'
import { showTold } from '#renderer/ui/feedback/toast.tsx'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { createDeckController } from './deck-controller.ts'
import { createDeck } from './engine/deck.ts'
import type { Deck } from './engine/deck-contract.ts'
import { applyDevice, applySound } from './engine-settings.ts'
import { usePlayerStore } from './player.store.ts'

const megabyte = 1024 * 1024
/** Longer than the engine's own patience: ffmpeg may first have to make the whole of a long track. */
const giveUpMs = 90_000

const readSettings = (): Settings | undefined => queryClient.getQueryData(api.settings.get.queryKey())
const readState = () => queryClient.getQueryData(api.playback.state.queryKey())

function randomName(): string {
  // `crypto.randomUUID` is missing where a browser reaches the player over plain HTTP.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function openDeck(): Deck {
  const settings = readSettings()
  const state = readState()
  const deck = createDeck({ giveUpMs, ...(settings && { memoryBudgetBytes: settings.decodedCapMb * megabyte }) })
  if (settings) {
    applySound(deck, settings)
    if (settings.outputDeviceId !== '') void applyDevice(deck, settings.outputDeviceId)
  }
  if (state) {
    deck.setVolume(usePlayerStore.getState().wantedVolume ?? state.volume)
    deck.setMuted(state.isMuted)
  }
  return deck
}

/** The player of this window; it makes no sound and opens no device until something is played here. */
export const player = createDeckController({
  deckId: randomName(),
  playback: rpc.playback,
  openDeck,
  state: readState,
  zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
  told: (here) => usePlayerStore.setState(here),
  say: (told) => showTold(told, { id: 'player' }),
})
