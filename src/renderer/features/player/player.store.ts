import { create } from 'zustand'
import type { DeckState } from './engine/deck-events.ts'

export type PlayerPanel = 'queue' | 'lyrics'

type PlayerStore = {
  /** What is open at the right of the window. */
  panel: PlayerPanel | null
  /** Closes the panel when it is the one that is open. */
  togglePanel(panel: PlayerPanel): void
  showPanel(panel: PlayerPanel | null): void
  /** This window makes the sound. */
  isDeck: boolean
  /** What its engine is doing: known here before the core tells it. */
  deckState: DeckState
  /** The volume as it was last moved here, until the core has heard of it. */
  wantedVolume: number | null
}

export const usePlayerStore = create<PlayerStore>((set) => ({
  panel: null,
  togglePanel: (panel) => set((state) => ({ panel: state.panel === panel ? null : panel })),
  showPanel: (panel) => set({ panel }),
  isDeck: false,
  deckState: 'idle',
  wantedVolume: null,
}))
