import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Fragment, type KeyboardEvent, useCallback, useEffect, useRef } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useNow } from '#renderer/app/use-now.ts'
import { DateButton, useToday } from '#renderer/features/journal/DateButton.tsx'
import { readAddress } from '#renderer/features/journal/journal-address.ts'
import { useSettings } from '#renderer/features/settings/use-settings.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Page } from '#renderer/ui/layout/Page.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { playHows } from '#shared/contract/plays.contract.ts'
import type { DayStrip } from '#shared/contract/plays.contract.ts'
import { yearOf } from '#shared/model/calendar-day.ts'
import { wallClockOf } from '#shared/model/wall-clock.ts'
import { DayStripRow } from './DayStripRow.tsx'
import { TimelineHead } from './TimelineHead.tsx'
import styles from './TimelinePage.module.css'
import { TimelineSkeleton } from './TimelineSkeleton.tsx'
import { useStrips } from './use-strips.ts'
import { YearCard } from './YearCard.tsx'

const minutes = 1440

/** Where a moment stands on the strip of its day, 0 to 1. */
function placeOnStrip(at: number, dayStartsAt: number): number {
  const clock = wallClockOf(new Intl.DateTimeFormat().resolvedOptions().timeZone)
  return ((clock(at) - dayStartsAt * 60 + minutes) % minutes) / minutes
}

/** Days under a year of them. */
export function DaysView() {
  const t = useT()
  const router = useRouter()
  const today = useToday()
  const now = useNow()
  const { settings } = useSettings()
  const { day } = readAddress(useSearch({ strict: false }))
  const dayStartsAt = settings?.dayStartsAt ?? 0
  const year = yearOf(day ?? today)
  const { data: figures } = useQuery(api.plays.year.queryOptions({ input: { year } }))
  const query = useStrips(day)
  const { data, isFetching, hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage } = query
  const strips = data?.pages.flatMap((page) => page.days) ?? []
  const go = (next: number | undefined) => void router.navigate({ to: '/timeline', search: (next === undefined ? {} : { day: next }) as never, resetScroll: false })
  const onMore = useCallback(() => {
    if (!isFetching && hasNextPage) void fetchNextPage()
  }, [isFetching, hasNextPage, fetchNextPage])
  const years = figures?.years ?? []
  const isEmpty = data !== undefined && strips.length === 0 && !hasPreviousPage && years.length === 0

  if (query.error && !data) return <Page><FailedState what={<ErrorText error={query.error} />} onRetry={() => void query.refetch()} /></Page>
  return (
    <Page>
      <TimelineHead view="days" year={isEmpty ? null : year} years={years.includes(year) ? years : [...years, year].sort((a, b) => b - a)} onYear={(next) => go(next === yearOf(today) ? undefined : next * 10_000 + 1231)} legend={<Key strips={strips} />}>
        {!isEmpty && <DateButton day={day} onPick={go} />}
      </TimelineHead>
      {isEmpty ? (
        <EmptyState title={t('timeline.empty')} text={t('timeline.emptyText')} />
      ) : (
        <>
          <YearCard year={year} today={today} current={day ?? strips[0]?.day} onPick={go} />
          {data ? (
            <>
              <Axis dayStartsAt={dayStartsAt} />
              {hasPreviousPage && <p className={styles.newer}><Button size="s" variant="quiet" onClick={() => !isFetching && void fetchPreviousPage()}>{t('timeline.newerDays')}</Button></p>}
              <Strips strips={strips} dayStartsAt={dayStartsAt} today={today} now={placeOnStrip(now, dayStartsAt)} onMore={onMore} />
            </>
          ) : (
            <Later><TimelineSkeleton /></Later>
          )}
        </>
      )}
    </Page>
  )
}

/** What the colours of the ticks mean. */
function Key({ strips }: { strips: readonly DayStrip[] }) {
  const t = useT()
  const hows = playHows.filter((how) => strips.some((strip) => strip.ticks.some((tick) => tick.how === how)))
  if (hows.length < 2) return null
  return <ul className={styles.key}>{hows.map((how) => <li key={how} data-how={how}>{t(`home.source.${how}`)}</li>)}</ul>
}

function Axis({ dayStartsAt }: { dayStartsAt: number }) {
  const t = useT()
  const format = useFormat()
  return (
    <div className={styles.axis} aria-hidden>
      <span>{dayStartsAt > 0 && t('timeline.dayStarts', { hour: format.hour(dayStartsAt) })}</span>
      <div className={`${styles.hours} num`}>{Array.from({ length: 24 }, (_, at) => <span key={at}>{format.hour((at + dayStartsAt) % 24)}</span>)}</div>
    </div>
  )
}

type StripsProps = { strips: readonly DayStrip[]; dayStartsAt: number; today: number; now: number; onMore(): void }

/** The day before or after, over the heads of months. */
function rowBeside(row: Element | null | undefined, way: 'nextElementSibling' | 'previousElementSibling'): Element | null | undefined {
  const beside = row?.[way]
  return beside && !beside.hasAttribute('data-day') ? beside[way] : beside
}

/** From one tab stop a day, arrows walk over its covers, and up and down to the same hour of other days. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const from = event.currentTarget
  const row = from.closest('li')
  const other = event.key === 'ArrowDown' ? rowBeside(row, 'nextElementSibling') : event.key === 'ArrowUp' ? rowBeside(row, 'previousElementSibling') : undefined
  const stops = (of: Element): HTMLElement[] => [...of.querySelectorAll<HTMLElement>('a[href]')]
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const own = row ? stops(row) : []
    own[own.indexOf(from) + (event.key === 'ArrowRight' ? 1 : -1)]?.focus()
  } else if (other) {
    const hour = from.dataset['cell']
    const there = stops(other)
    const next = hour === undefined ? there[0] : (there.find((stop) => Number(stop.dataset['cell'] ?? -1) >= Number(hour)) ?? there.at(-1))
    next?.focus()
  } else {
    return
  }
  event.preventDefault()
  event.stopPropagation()
}

/** The days themselves; near their end more are asked for. The browser keeps those in sight where they are. */
function Strips({ strips, dayStartsAt, today, now, onMore }: StripsProps) {
  const format = useFormat()
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!end.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), { rootMargin: '1200px' })
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [onMore])
  return (
    <>
      <ol className={styles.days}>
        {strips.map((strip, index) => (
          <Fragment key={strip.day}>
            {Math.floor(strip.day / 100) !== Math.floor((strips[index - 1]?.day ?? 0) / 100) && <li className={styles.month}><h2>{format.monthName(strip.day)}</h2></li>}
            <DayStripRow strip={strip} dayStartsAt={dayStartsAt} now={strip.day === today ? now : undefined} onKeyDown={walk} />
          </Fragment>
        ))}
      </ol>
      <div ref={end} />
    </>
  )
}
