import { type FloatingPosition, Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { MenuEntries } from './MenuEntries.tsx'
import type { MenuEntry } from './menu-entry.ts'

export type ActionMenuProps = {
  /** Made when the menu opens. */
  entries: () => readonly MenuEntry[]
  position?: FloatingPosition
  /** The button that opens it. */
  children: ReactElement
}

export function ActionMenu({ entries, position = 'bottom-start', children }: ActionMenuProps) {
  return (
    <Menu position={position}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <OpenEntries entries={entries} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** Calls for the entries only once the dropdown is drawn. */
function OpenEntries({ entries }: { entries: () => readonly MenuEntry[] }) {
  return <MenuEntries entries={entries()} />
}
