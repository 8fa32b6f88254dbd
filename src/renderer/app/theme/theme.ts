import { createContext, useContext, useLayoutEffect, useSyncExternalStore } from 'react'
import type { ThemeName } from '#shared/model/art-colours.ts'

export const themeChoices = ['system', 'walnut', 'paper'] as const
export type ThemeChoice = (typeof themeChoices)[number]

const paperQuery = '(prefers-color-scheme: light)'

/** The theme to draw: the one chosen, else paper where the system asks for light, else walnut. */
export function resolveTheme(choice: ThemeChoice, prefersLight: boolean): ThemeName {
  if (choice !== 'system') return choice
  return prefersLight ? 'paper' : 'walnut'
}

function subscribe(onChange: () => void): () => void {
  const query = globalThis.matchMedia(paperQuery)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

/** Follows the system while the choice is `system`, and marks the document so that tokens.css applies. */
export function useResolvedTheme(choice: ThemeChoice): ThemeName {
  const prefersLight = useSyncExternalStore(subscribe, () => globalThis.matchMedia(paperQuery).matches)
  const theme = resolveTheme(choice, prefersLight)
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
  return theme
}

export const ThemeContext = createContext<ThemeName>('walnut')

/** The theme now drawn, for what CSS cannot decide, such as the colours taken from a cover. */
export const useTheme = (): ThemeName => useContext(ThemeContext)
