import { TextInput } from '@mantine/core'
import { IconFilter, IconSearch } from '@tabler/icons-react'
import { useCallback, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { ErrorText, useTell } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useCommand } from '#renderer/app/shortcuts/shortcut-handlers.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { Page, PageHead } from '#renderer/ui/layout/Page.tsx'
import { useElementWidth } from '#renderer/ui/list/use-element-width.ts'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import type { Told } from '#shared/messages/say.ts'
import { EmptyLibrary } from './EmptyLibrary.tsx'
import { countFilters } from './library-filter.ts'
import type { LibraryFilter } from './library-filter.ts'
import { LibraryViews } from './LibraryViews.tsx'
import styles from './ListFrame.module.css'

export type ListFrameProps = {
  view: string
  /** How many there are, in words. */
  count: string
  /** Controls beside the count: sort, columns. */
  tools?: ReactNode
  filter?: { value: LibraryFilter; problems: readonly { told: Told }[]; onChange(filter: LibraryFilter): void }
  facets?: ReactNode
  /** Null while the first rows are on their way. */
  total: number | null
  error: Error | null
  onRetry(): void
  skeleton: ReactNode
  /** Stands to the right of the list: the alphabet. */
  aside?: ReactNode
  children: ReactNode
}

const facetsFrom = 860

/** The frame every view of the library shares: head, filter, facets, and the list in one of its states. */
export function ListFrame({ view, count, tools, filter, facets, total, error, onRetry, skeleton, aside, children }: ListFrameProps) {
  const t = useT()
  const frame = useRef<HTMLDivElement>(null)
  const isWide = useElementWidth(frame, 1000) >= facetsFrom
  const [areFacetsOpen, setFacetsOpen] = useState(false)
  const active = filter ? countFilters(filter.value) : 0
  const isEmpty = total === 0 && active === 0

  return (
    <Page fills>
      <PageHead title={t('library.title')} views={<LibraryViews current={view} />}>
        {!isEmpty && <span className="num">{count}</span>}
        {facets && !isEmpty && !isWide && (
          <Button size="s" icon={<Icon of={IconFilter} size="s" />} aria-expanded={areFacetsOpen} onClick={() => setFacetsOpen(!areFacetsOpen)}>
            {active > 0 ? t('list.filtersActive', { count: active }) : t('list.filters')}
          </Button>
        )}
        {filter && !isEmpty && <FilterField {...filter} />}
        {!isEmpty && tools}
      </PageHead>
      <div ref={frame} className={styles.body}>
        {facets && !isEmpty && (isWide || areFacetsOpen) && <aside className={styles.facets} aria-label={t('list.filters')}>{facets}</aside>}
        <div className={styles.list}>
          {error ? (
            <FailedState what={<ErrorText error={error} />} onRetry={onRetry} />
          ) : total === null ? (
            <div className={styles.wait}><Later>{skeleton}</Later></div>
          ) : isEmpty ? (
            <EmptyLibrary />
          ) : total === 0 ? (
            <EmptyState title={t('library.nothingTitle')} text={t('library.nothingText')}>
              <Button onClick={() => filter?.onChange({})}>{t('library.clearFilters')}</Button>
            </EmptyState>
          ) : (
            children
          )}
        </div>
        {total !== null && total > 0 && aside && <div className={styles.letters}>{aside}</div>}
      </div>
    </Page>
  )
}

function FilterField({ value, problems, onChange }: NonNullable<ListFrameProps['filter']>) {
  const t = useT()
  const tell = useTell()
  const field = useRef<HTMLInputElement>(null)
  useCommand('page.filter', useCallback(() => field.current?.focus(), []))
  const problem = problems[0]
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={t('library.filter')}
      placeholder={t('library.filter')}
      leftSection={<Icon of={IconSearch} size="s" />}
      w="14rem"
      value={value.q ?? ''}
      {...(problem && { error: t('library.filterProblem', { problem: tell(problem.told) }) })}
      onChange={(event) => {
        const { q: _before, ...rest } = value
        const q = event.currentTarget.value
        onChange(q ? { ...rest, q } : rest)
      }}
    />
  )
}
