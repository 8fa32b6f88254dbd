import { Menu } from '@mantine/core'
import { useState } from 'react'
import { MenuEntries } from './MenuEntries.tsx'
import type { MenuEntry } from './menu-entry.ts'

export type MenuPoint = { readonly x: number; readonly y: number }

export type ContextMenuProps = {
  /** Where it opens, in the window; undefined while closed. */
  at: MenuPoint | undefined
  entries: readonly MenuEntry[]
  onClose(): void
}

/** A menu at a point. Focus returns to where it was. */
export function ContextMenu({ at, entries, onClose }: ContextMenuProps) {
  // The last opening is kept while the menu fades.
  const [shown, setShown] = useState({ at: { x: 0, y: 0 }, entries })
  if (at && (shown.at !== at || shown.entries !== entries)) setShown({ at, entries })

  return (
    <Menu opened={at !== undefined} onClose={onClose} position="bottom-start" offset={0}>
      <Menu.Target>
        <button type="button" tabIndex={-1} aria-hidden style={{ position: 'fixed', left: shown.at.x, top: shown.at.y, width: 0, height: 0, pointerEvents: 'none' }} />
      </Menu.Target>
      <Menu.Dropdown onContextMenu={(event) => event.preventDefault()}>
        <MenuEntries entries={shown.entries} />
      </Menu.Dropdown>
    </Menu>
  )
}
