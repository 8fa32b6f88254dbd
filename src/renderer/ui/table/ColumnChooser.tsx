import { Menu } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { IconButton } from '../button/IconButton.tsx'
import { Icon } from '../icon/Icon.tsx'

export type ColumnChooserProps = {
  columns: readonly { readonly id: string; readonly label: string; readonly isFixed?: boolean }[]
  hidden: ReadonlySet<string>
  onChange(hidden: ReadonlySet<string>): void
  /** Columns that are hidden to begin with; asked for again by the last line. */
  usual: ReadonlySet<string>
}

export function ColumnChooser({ columns, hidden, onChange, usual }: ColumnChooserProps) {
  const t = useT()

  function toggle(id: string): void {
    const next = new Set(hidden)
    if (!next.delete(id)) next.add(id)
    onChange(next)
  }

  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <IconButton label={t('list.columns')} icon={<Icon of={IconColumns3} />} />
      </Menu.Target>
      <Menu.Dropdown>
        {columns.filter((column) => !column.isFixed).map((column) => (
          <Menu.CheckboxItem key={column.id} checked={!hidden.has(column.id)} onChange={() => toggle(column.id)}>
            {column.label}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item closeMenuOnClick onClick={() => onChange(usual)}>{t('list.resetColumns')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
