import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { useSettings } from '#renderer/features/settings/use-settings.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { ButtonLink } from '#renderer/ui/button/ButtonLink.tsx'
import { Page, PageHead } from '#renderer/ui/layout/Page.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { useRootFontSize } from '#renderer/ui/list/use-root-font-size.ts'
import { has, members } from '#renderer/ui/selection/selection.ts'
import { useSelection } from '#renderer/ui/selection/use-selection.ts'
import type { SelectionControl } from '#renderer/ui/selection/use-selection.ts'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import type { LeadColumn } from '#renderer/ui/table/column.ts'
import type { PlayRow } from '#shared/contract/plays.contract.ts'
import { yearOf } from '#shared/model/calendar-day.ts'
import { DateButton, useToday } from './DateButton.tsx'
import { HeardSummaryLine } from './HeardSparkline.tsx'
import { JournalChips, JournalFilterMenu } from './JournalFilters.tsx'
import { JournalList } from './JournalList.tsx'
import styles from './JournalPage.module.css'
import { JournalSkeleton } from './JournalSkeleton.tsx'
import { JournalViews } from './JournalViews.tsx'
import { isFiltered, onlyOf } from './journal-address.ts'
import { layOut, originOf } from './journal-days.ts'
import type { JournalDay } from './journal-days.ts'
import { PlayDialogs } from './PlayDialogs.tsx'
import type { PlayDialog } from './PlayDialogs.tsx'
import { useJournal } from './use-journal.ts'
import { useJournalAddress } from './use-journal-address.ts'
import { usePlayChanges } from './use-play-changes.ts'
import { usePlayColumns } from './use-play-columns.tsx'
import { usePlayMenu } from './use-play-menu.tsx'
import { YearBar } from './YearBar.tsx'

/** Positions in a list that grows above: the same plays stay chosen. */
function shifted(control: SelectionControl, origin: number): SelectionControl {
  return {
    ...control,
    selection: control.selection.map(([first, last]) => [first - origin, last - origin]),
    anchor: control.anchor - origin,
    only: (index) => control.only(index + origin),
    toggle: (index) => control.toggle(index + origin),
    extendTo: (index, keep) => control.extendTo(index + origin, keep),
  }
}

/** Every play, day by day. */
export function HistoryView() {
  const t = useT()
  const format = useFormat()
  const today = useToday()
  const { settings } = useSettings()
  const rem = useRootFontSize() / 16
  const [address, go] = useJournalAddress()
  const query = useJournal(address)
  const { data, isPlaceholderData, hasNextPage, hasPreviousPage, isFetching, fetchNextPage, fetchPreviousPage } = query
  const { data: figures } = useQuery(api.plays.year.queryOptions({ input: { year: yearOf(today) } }))
  const [topDay, setTopDay] = useState<number>()
  const [dialog, setDialog] = useState<PlayDialog>()

  const wantedKey = JSON.stringify(address)
  const [listKey, setListKey] = useState(wantedKey)
  if (!isPlaceholderData && data && listKey !== wantedKey) setListKey(wantedKey)

  const rowHeight = Math.round((settings?.density === 'compact' ? 28 : 34) * rem)
  const headHeight = Math.round(52 * rem)
  const heights = useMemo(() => ({ head: headHeight, row: rowHeight }), [headHeight, rowHeight])
  const layout = useMemo(() => layOut(data?.pages ?? [], heights), [data, heights])
  const [numbering, setNumbering] = useState({ keys: layout.keys, origin: 0 })
  if (numbering.keys !== layout.keys) setNumbering({ keys: layout.keys, origin: originOf(numbering, layout.keys) })
  const { origin } = numbering
  const selection = shifted(useSelection(listKey), origin)

  const columns = usePlayColumns()
  const player = usePlayTracks()
  const changes = usePlayChanges()
  const menu = usePlayMenu(setDialog)
  const chosen = (index: number): PlayRow[] => (has(selection.selection, index) ? [...members(selection.selection)] : [index]).flatMap((at) => layout.plays[at] ?? [])

  const playFrom = useCallback(
    (index: number) => {
      const play = layout.plays[index]
      if (play?.trackId && play.isOnDisk) player.play([play.trackId])
    },
    [layout, player],
  )
  const lead = useMemo<LeadColumn<PlayRow>>(
    () => ({
      label: t('library.play'),
      head: '',
      width: '32px',
      cell: (play) => <Cover name={play.album ?? play.title} image={play.coverHash ? { hash: play.coverHash } : undefined} size={26} />,
      playLabel: (play) => t('library.playNamed', { name: play.title }),
      onPlay: playFrom,
    }),
    [t, playFrom],
  )

  const onNear = useCallback(
    ({ newer, older }: { newer: boolean; older: boolean }) => {
      if (isFetching) return
      if (older && hasNextPage) void fetchNextPage()
      else if (newer && hasPreviousPage) void fetchPreviousPage()
    },
    [isFetching, hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage],
  )

  const heading = (day: JournalDay) => (
    <>
      <AppLink href={`/timeline?day=${day.day}`} className={styles.date} tabIndex={-1} data-today={day.day === today || undefined}>{format.dayName(day.day)}</AppLink>
      {day.figure && !isFiltered(address) && <span className={`${styles.figures} num`}>{t('journal.figures', { plays: t('common.plays', { count: day.figure.plays }), duration: format.duration(day.figure.heardMs) })}</span>}
    </>
  )

  const jump = (day: number) => go({ ...address, day }, { isStep: true })
  const isEmpty = data !== undefined && layout.plays.length === 0
  const hasHistory = !isEmpty || isFiltered(address)
  const { day: _beginning, ...rest } = address
  const only = onlyOf(address)
  const currentYear = topDay === undefined ? undefined : yearOf(topDay)

  return (
    <Page fills>
      <PageHead title={t('journal.title')} views={<JournalViews current="history" />}>
        {hasHistory && (
          <>
            {(hasPreviousPage || address.day !== undefined) && <Button size="s" variant="quiet" onClick={() => go(rest)}>{t('journal.newest')}</Button>}
            <JournalFilterMenu address={address} onChange={go} />
            <DateButton day={topDay} onPick={jump} />
            <ButtonLink size="s" variant="quiet" href="/imports">{t('imports.title')}</ButtonLink>
          </>
        )}
      </PageHead>
      <JournalChips address={address} onChange={go} />
      {only && <HeardSummaryLine kind={only.kind} id={only.id} />}
      <div className={styles.body}>
        <div className={styles.list}>
          {query.error && !data ? (
            <FailedState what={<ErrorText error={query.error} />} onRetry={() => void query.refetch()} />
          ) : !data ? (
            <div className={styles.wait}><Later><JournalSkeleton /></Later></div>
          ) : isEmpty && isFiltered(address) ? (
            <EmptyState title={t('journal.nothing')} text={t('journal.nothingText')}><Button onClick={() => go({})}>{t('journal.clearFilters')}</Button></EmptyState>
          ) : isEmpty ? (
            <EmptyState title={t('journal.empty')} text={t('journal.emptyText')}><ButtonLink variant="primary" href="/imports">{t('imports.open')}</ButtonLink><ButtonLink href="/settings/services">{t('services.add')}</ButtonLink></EmptyState>
          ) : (
            <JournalList
              label={t('journal.plays')}
              layout={layout}
              heights={heights}
              origin={origin}
              listKey={listKey}
              hasNewer={hasPreviousPage}
              columns={columns}
              lead={lead}
              selection={selection}
              heading={heading}
              menu={(index) => menu(chosen(index))}
              onOpen={playFrom}
              onDelete={() => {
                changes.remove([...members(selection.selection)].flatMap((at) => (layout.plays[at] && !layout.plays[at].isPlaying ? [layout.plays[at].id] : [])))
                selection.clear()
              }}
              onNear={onNear}
              onDay={setTopDay}
            />
          )}
        </div>
        {!isEmpty && figures && figures.years.length > 1 && (
          <div className={styles.years}>
            <YearBar years={figures.years} current={currentYear} onJump={(year) => (year === figures.years[0] ? go(rest, { isStep: true }) : jump(year * 10_000 + 1231))} />
          </div>
        )}
      </div>
      <PlayDialogs dialog={dialog} onClose={() => setDialog(undefined)} />
    </Page>
  )
}
