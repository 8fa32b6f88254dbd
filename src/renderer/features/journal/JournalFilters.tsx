import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Chip } from '#renderer/ui/choice/Chip.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { ActionMenu } from '#renderer/ui/menu/ActionMenu.tsx'
import type { MenuEntry } from '#renderer/ui/menu/menu-entry.ts'
import { playHows } from '#shared/contract/plays.contract.ts'
import type { JournalAddress } from './journal-address.ts'
import styles from './JournalPage.module.css'
import { sourceName } from './source-names.ts'

type Props = { address: JournalAddress; onChange(address: JournalAddress): void }

function without<Key extends keyof JournalAddress>(address: JournalAddress, key: Key): Omit<JournalAddress, Key> {
  const { [key]: _gone, ...rest } = address
  return rest
}

const shown = ['plays', 'skips', 'both', 'deleted'] as const

/** What of the history is listed: by source, by what it was heard on, plays or skips. */
export function JournalFilterMenu({ address, onChange }: Props) {
  const t = useT()
  const { data: sources = [] } = useQuery(api.plays.sources.queryOptions())
  const active = [address.source, address.how, address.show].filter((each) => each !== undefined).length

  function entries(): MenuEntry[] {
    const choices = (id: string, label: string, options: { id: string; label: string; isChosen: boolean; onSelect(): void }[]): MenuEntry[] => [
      { kind: 'title', id, label },
      ...options.map((option) => ({ kind: 'choice' as const, ...option })),
    ]
    return [
      ...choices('show', t('journal.show'), shown.map((show) => ({
        id: `show-${show}`,
        label: t(`journal.shown.${show}`),
        isChosen: (address.show ?? 'plays') === show,
        onSelect: () => onChange(show === 'plays' ? without(address, 'show') : { ...address, show }),
      }))),
      { kind: 'line', id: 'line' },
      { kind: 'more', id: 'how', label: address.how ? t(`home.source.${address.how}`) : t('journal.how'), entries: choices('hows', t('journal.how'), [
        { id: 'how-all', label: t('journal.allHows'), isChosen: address.how === undefined, onSelect: () => onChange(without(address, 'how')) },
        ...playHows.map((how) => ({ id: `how-${how}`, label: t(`home.source.${how}`), isChosen: address.how === how, onSelect: () => onChange({ ...address, how }) })),
      ]) },
      { kind: 'more', id: 'source', label: address.source === undefined ? t('journal.source') : sourceName(t, address.source), entries: choices('sources', t('journal.source'), [
        { id: 'source-all', label: t('journal.allSources'), isChosen: address.source === undefined, onSelect: () => onChange(without(address, 'source')) },
        ...sources.map((source) => ({ id: `source-${source}`, label: sourceName(t, source), isChosen: address.source === source, onSelect: () => onChange({ ...address, source }) })),
      ]) },
    ]
  }

  return (
    <ActionMenu entries={entries} position="bottom-end">
      <Button size="s" variant="quiet" icon={<Icon of={IconAdjustmentsHorizontal} size="s" />}>{active > 0 ? t('list.filtersActive', { count: active }) : t('journal.filters')}</Button>
    </ActionMenu>
  )
}

/** Each filter that is on, to be taken away. */
export function JournalChips({ address, onChange }: Props) {
  const t = useT()
  const { data: artist } = useQuery({ ...api.catalogue.artist.queryOptions({ input: { id: address.artist ?? 1 } }), enabled: address.artist !== undefined })
  const { data: album } = useQuery({ ...api.catalogue.album.queryOptions({ input: { id: address.album ?? 1 } }), enabled: address.album !== undefined })
  const { data: track } = useQuery({ ...api.catalogue.track.queryOptions({ input: { id: address.track ?? 1 } }), enabled: address.track !== undefined })
  const names: Partial<Record<keyof JournalAddress, string>> = {
    ...(address.show && { show: t(`journal.shown.${address.show}`) }),
    ...(address.source !== undefined && { source: sourceName(t, address.source) }),
    ...(address.how && { how: t(`home.source.${address.how}`) }),
    ...(artist && { artist: artist.name }),
    ...(album && { album: album.title }),
    ...(track && { track: track.title }),
    ...(address.import !== undefined && { import: t('journal.onlyOf.import', { name: address.import }) }),
  }
  const entries = Object.entries(names) as [keyof JournalAddress, string][]
  if (entries.length === 0) return null
  return (
    <div className={styles.chips}>
      {entries.map(([key, label]) => <Chip key={key} label={label} removeLabel={t('journal.removeFilter', { name: label })} onRemove={() => onChange(without(address, key))} />)}
    </div>
  )
}
