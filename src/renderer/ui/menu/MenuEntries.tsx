import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from '../icon/Icon.tsx'
import { Kbd } from '../text/Kbd.tsx'
import type { MenuEntry } from './menu-entry.ts'
import styles from './MenuEntries.module.css'

export function MenuEntries({ entries }: { entries: readonly MenuEntry[] }) {
  // Where one line has an icon, the others leave room for it, so that the words stand in one column.
  const hasIcons = entries.some((entry) => 'icon' in entry && entry.icon !== undefined)
  const first = entries.find((entry) => entry.kind === 'choice' && entry.isChosen) ?? entries.find(canBeFocused)
  return entries.map((entry) => <MenuLine key={entry.id} entry={entry} isFirst={entry === first} blank={hasIcons ? <span className={styles.blank} /> : undefined} />)
}

function canBeFocused(entry: MenuEntry): boolean {
  return entry.kind === 'choice' || entry.kind === 'more' || (entry.kind === 'action' && !entry.isDisabled)
}

function MenuLine({ entry, isFirst, blank }: { entry: MenuEntry; isFirst: boolean; blank: ReactNode }) {
  // Where the focus goes when the menu opens.
  const focus = { 'data-autofocus': isFirst || undefined }
  switch (entry.kind) {
    case 'line':
      return <Menu.Divider />
    case 'title':
      return <Menu.Label>{entry.label}</Menu.Label>
    case 'choice':
      return (
        <Menu.RadioItem {...focus} value={entry.id} checked={entry.isChosen} onChange={entry.onSelect} checkIcon={<Icon of={IconCheck} size="s" />}>
          {entry.label}
        </Menu.RadioItem>
      )
    case 'more':
      return (
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item {...focus} leftSection={entry.icon ?? blank}>{entry.label}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            <MenuEntries entries={entry.entries} />
          </Menu.Sub.Dropdown>
        </Menu.Sub>
      )
    case 'action':
      return (
        <Menu.Item {...focus} disabled={entry.isDisabled ?? false} leftSection={entry.icon ?? blank} rightSection={entry.shortcut && <Kbd keys={entry.shortcut} />} onClick={entry.onSelect}>
          {entry.label}
        </Menu.Item>
      )
  }
}
