import { create } from 'zustand'

type Announcements = { message: string; announce(message: string): void }

const useAnnouncements = create<Announcements>((set) => ({ message: '', announce: (message) => set({ message }) }))

/** Tells a screen reader something that happened elsewhere in the window. */
export function announce(message: string): void {
  useAnnouncements.getState().announce(message)
}

/** What was announced last. */
export function useAnnouncement(): string {
  return useAnnouncements((state) => state.message)
}
