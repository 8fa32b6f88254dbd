import { create } from 'zustand'

type PaletteState = { isOpen: boolean; query: string; open(): void; close(): void; setQuery(query: string): void }

/** The palette opens from many places, so whether it is open is known to all of them. */
export const usePaletteStore = create<PaletteState>((set) => ({
  isOpen: false,
  query: '',
  open: () => set({ isOpen: true, query: '' }),
  close: () => set({ isOpen: false }),
  setQuery: (query) => set({ query }),
}))
