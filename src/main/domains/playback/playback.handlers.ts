import { os } from '#main/contract.ts'
import { claimDeck, command, releaseDeck, report } from './deck.service.ts'
import { deckItem, neighbour } from './deck-item.service.ts'
import { playbackState } from './playback-session.ts'
import type { Playback } from './playback-session.ts'
import { addToQueue, clearQueue, moveInQueue, queueWindow, removeFromQueue, replaceQueue, setRepeat, setShuffle, undoQueue } from './queue.service.ts'

export function createPlaybackHandlers(playback: Playback) {
  const { playback: procedures } = os
  return {
    state: procedures.state.handler(() => playbackState(playback)),
    claimDeck: procedures.claimDeck.handler(({ input }) => claimDeck(playback, input.deckId, input.isPolite)),
    releaseDeck: procedures.releaseDeck.handler(({ input }) => releaseDeck(playback, input.deckId)),
    command: procedures.command.handler(({ input }) => command(playback, input)),
    setShuffle: procedures.setShuffle.handler(({ input }) => setShuffle(playback, input.isShuffled)),
    setRepeat: procedures.setRepeat.handler(({ input }) => setRepeat(playback, input.repeat)),
    queue: procedures.queue.handler(({ input }) => queueWindow(playback, input)),
    replaceQueue: procedures.replaceQueue.handler(({ input }) => replaceQueue(playback, input)),
    addToQueue: procedures.addToQueue.handler(({ input }) => addToQueue(playback, input)),
    moveInQueue: procedures.moveInQueue.handler(({ input }) => moveInQueue(playback, input)),
    removeFromQueue: procedures.removeFromQueue.handler(({ input }) => removeFromQueue(playback, input.itemIds)),
    clearQueue: procedures.clearQueue.handler(() => clearQueue(playback)),
    undoQueue: procedures.undoQueue.handler(() => undoQueue(playback)),
    neighbour: procedures.neighbour.handler(({ input }) => neighbour(playback, input)),
    deckItem: procedures.deckItem.handler(({ input }) => deckItem(playback, input)),
    report: procedures.report.handler(({ input }) => report(playback, input)),
  }
}
