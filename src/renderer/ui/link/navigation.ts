import { createContext } from 'react'

/** How a link moves within the window, given by whoever owns the routes. */
export type Navigation = {
  go(href: string): void
  /** Called when a link is pointed at, to fetch what its page needs. */
  prepare?(href: string): void
}

export const NavigationContext = createContext<Navigation | undefined>(undefined)
