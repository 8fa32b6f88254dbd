import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { addDays, weekdayOf } from '#shared/model/calendar-day.ts'
import { IconButton } from '../button/IconButton.tsx'
import { Icon } from '../icon/Icon.tsx'
import styles from './MonthCalendar.module.css'

export type MonthCalendarProps = {
  /** The day chosen, as yyyymmdd. */
  value: number
  today: number
  /** 0 to 4: how much was heard on a day. */
  levelOf(day: number): number
  /** What a day is called aloud. */
  nameOf(day: number): string
  onPick(day: number): void
  /** Told the year in sight, whose figures are needed. */
  onYear(year: number): void
}

const firstOf = (day: number): number => day - (day % 100) + 1

/** The same day of another month, or its last one. */
function addMonths(day: number, months: number): number {
  const [year, month] = [Math.floor(day / 10_000), Math.floor(day / 100) % 100]
  const date = new Date(Date.UTC(year, month - 1 + months + 1, 0))
  const last = date.getUTCDate()
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + Math.min(day % 100, last)
}

/** One month to choose a day from. Arrows walk by days and weeks, page keys by months, with Shift by years. */
export function MonthCalendar({ value, today, levelOf, nameOf, onPick, onYear }: MonthCalendarProps) {
  const t = useT()
  const format = useFormat()
  const grid = useRef<HTMLDivElement>(null)
  const [day, setDay] = useState(Math.min(value, today))
  const moved = useRef(false)
  const year = Math.floor(day / 10_000)
  useEffect(() => onYear(year), [onYear, year])
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus()
  }, [day])

  function go(next: number, byKey: boolean): void {
    moved.current = byKey
    setDay(Math.min(next, today))
  }

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowLeft: addDays(day, -1), ArrowRight: addDays(day, 1), ArrowUp: addDays(day, -7), ArrowDown: addDays(day, 7),
      Home: addDays(day, -weekdayOf(day)), End: addDays(day, 6 - weekdayOf(day)),
      PageUp: addMonths(day, event.shiftKey ? -12 : -1), PageDown: addMonths(day, event.shiftKey ? 12 : 1),
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    go(next, true)
  }

  const first = firstOf(day)
  const start = addDays(first, -weekdayOf(first))
  const days = Array.from({ length: 42 }, (_, at) => addDays(start, at))
  const isThisMonth = (each: number): boolean => Math.floor(each / 100) === Math.floor(day / 100)

  return (
    <div className={styles.calendar}>
      <div className={styles.head}>
        <IconButton label={t('journal.calendar.previousYear')} icon={<Icon of={IconChevronsLeft} size="s" />} onClick={() => go(addMonths(day, -12), false)} />
        <IconButton label={t('journal.calendar.previousMonth')} icon={<Icon of={IconChevronLeft} size="s" />} onClick={() => go(addMonths(day, -1), false)} />
        <span className={styles.month} aria-live="polite">{format.monthName(day)}</span>
        <IconButton label={t('journal.calendar.nextMonth')} icon={<Icon of={IconChevronRight} size="s" />} disabled={addMonths(first, 1) > today} onClick={() => go(addMonths(day, 1), false)} />
        <IconButton label={t('journal.calendar.nextYear')} icon={<Icon of={IconChevronsRight} size="s" />} disabled={addMonths(first, 12) > today} onClick={() => go(addMonths(day, 12), false)} />
      </div>
      <div ref={grid} role="group" aria-label={format.monthName(day)} className={styles.grid}>
        {Array.from({ length: 7 }, (_, weekday) => <span key={weekday} className={styles.weekday} aria-hidden>{format.weekdayName(weekday, 'short')}</span>)}
        {days.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.day}
            data-day={each}
            data-level={each > today ? undefined : levelOf(each)}
            data-other={!isThisMonth(each) || undefined}
            aria-current={each === today ? 'date' : undefined}
            aria-pressed={each === value}
            aria-label={nameOf(each)}
            data-autofocus={each === day || undefined}
            tabIndex={each === day ? 0 : -1}
            disabled={each > today}
            onClick={() => onPick(each)}
            onKeyDown={onKeyDown}
          >
            {each % 100}
          </button>
        ))}
      </div>
    </div>
  )
}
