import { IconArrowsSort } from '@tabler/icons-react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { ActionMenu } from '#renderer/ui/menu/ActionMenu.tsx'
import type { library } from '#renderer/app/i18n/en/library.ts'

export type SortName = keyof (typeof library)['sort']

export type SortMenuProps<Sort extends SortName> = { sorts: readonly Sort[]; sort: Sort; isDescending: boolean; onChange(sort: Sort, isDescending: boolean): void }

const largestFirst = new Set<SortName>(['added', 'plays', 'lastPlayed', 'albums', 'tracks', 'rating'])

/** The order of a grid; each order begins in the direction people expect of it. */
export function SortMenu<Sort extends SortName>({ sorts, sort, isDescending, onChange }: SortMenuProps<Sort>) {
  const t = useT()
  const nameOf = (name: SortName) => t(`library.sort.${name}`)
  return (
    <ActionMenu
      position="bottom-end"
      entries={() => [
        ...sorts.map((name) => ({ kind: 'choice' as const, id: name, label: nameOf(name), isChosen: name === sort, onSelect: () => onChange(name, largestFirst.has(name)) })),
        { kind: 'line', id: 'line' },
        { kind: 'choice', id: 'ascending', label: t('library.ascending'), isChosen: !isDescending, onSelect: () => onChange(sort, false) },
        { kind: 'choice', id: 'descending', label: t('library.descending'), isChosen: isDescending, onSelect: () => onChange(sort, true) },
      ]}
    >
      <Button size="s" variant="quiet" icon={<Icon of={IconArrowsSort} size="s" />} aria-label={`${t('list.sortBy')}: ${nameOf(sort)}`}>{nameOf(sort)}</Button>
    </ActionMenu>
  )
}
