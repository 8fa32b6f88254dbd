import type { ReactNode } from 'react'

export type PaletteItem = {
  readonly id: string
  readonly label: string
  /** After the name, quiet: an artist, a year. */
  readonly note?: string
  /** A small cover, or an icon for a command. */
  readonly picture?: ReactNode
  readonly shortcut?: string
  onSelect(): void
  /** What Ctrl Enter does: add to the queue. */
  onQueue?(): void
}

export type PaletteGroup = { readonly id: string; readonly label: string; readonly items: readonly PaletteItem[] }
