import type { ReactNode } from 'react'

/** One line of a menu. Menus are data, so that a button, a right click and the keyboard show the same one. */
export type MenuEntry =
  | {
      kind: 'action'
      id: string
      label: string
      icon?: ReactNode
      /** Keys that do the same anywhere, shown at the end of the line. */
      shortcut?: string
      isDisabled?: boolean
      onSelect(): void
    }
  | { kind: 'choice'; id: string; label: string; isChosen: boolean; onSelect(): void }
  | { kind: 'line'; id: string }
  | { kind: 'title'; id: string; label: string }
  | { kind: 'more'; id: string; label: string; icon?: ReactNode; entries: readonly MenuEntry[] }
