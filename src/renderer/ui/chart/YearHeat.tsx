import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { addDays, daysBetween, weekdayOf } from '#shared/model/calendar-day.ts'
import styles from './YearHeat.module.css'

export type YearHeatProps = {
  year: number
  /** Everything the map says, in words. */
  label: string
  today: number
  /** The day that is looked at. */
  current: number | undefined
  levelOf(day: number): number
  nameOf(day: number): string
  onPick(day: number): void
}

const monthStarts = Array.from({ length: 12 }, (_, month) => (month + 1) * 100 + 1)

/** A year as weeks of squares, each a day. One tab stop: arrows walk by days and weeks, Enter goes there. Spoken as a table of weekdays. */
export function YearHeat({ year, label, today, current, levelOf, nameOf, onPick }: YearHeatProps) {
  const format = useFormat()
  const grid = useRef<HTMLDivElement>(null)
  const first = year * 10_000 + 101
  const last = year * 10_000 + 1231
  const inYear = (day: number): number => Math.min(Math.max(day, first), Math.min(last, Math.max(today, first)))
  const [wanted, setActive] = useState(current ?? today)
  const active = inYear(Math.floor(wanted / 10_000) === year ? wanted : (current ?? last))
  const offset = weekdayOf(first)
  const weeks = Math.ceil((offset + daysBetween(first, last) + 1) / 7)
  const columnOf = (day: number): number => Math.floor((offset + daysBetween(first, day)) / 7)

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowUp: addDays(active, -1), ArrowDown: addDays(active, 1), ArrowLeft: addDays(active, -7), ArrowRight: addDays(active, 7), Home: first, End: last, PageUp: addDays(active, -28), PageDown: addDays(active, 28),
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const next = inYear(step)
    setActive(next)
    grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
  }

  return (
    <div className={styles.heat} style={{ '--weeks': weeks } as CSSProperties}>
      <div className={styles.months} aria-hidden>
        {monthStarts.map((start) => <span key={start} style={{ gridColumn: columnOf(year * 10_000 + start) + 1 }}>{format.monthShort(year * 10_000 + start)}</span>)}
      </div>
      <div className={styles.weekdays} aria-hidden>
        {[0, 2, 4].map((weekday) => <span key={weekday} style={{ gridRow: weekday + 1 }}>{format.weekdayName(weekday, 'short')}</span>)}
      </div>
      <div ref={grid} role="grid" tabIndex={-1} aria-label={label} className={styles.grid}>
        {Array.from({ length: 7 }, (_, weekday) => (
          <div key={weekday} role="row" className={styles.row} aria-label={format.weekdayName(weekday, 'long')}>
            {Array.from({ length: weeks }, (__, week) => {
              const day = addDays(first, week * 7 + weekday - offset)
              if (day < first || day > last) return null
              const name = nameOf(day)
              return (
                <button
                  key={day}
                  type="button"
                  role="gridcell"
                  className={styles.day}
                  style={{ gridColumn: week + 1, gridRow: weekday + 1 }}
                  data-day={day}
                  data-level={day > today ? undefined : levelOf(day)}
                  data-current={day === current || undefined}
                  aria-label={name}
                  title={day > today ? undefined : name}
                  tabIndex={day === active ? 0 : -1}
                  disabled={day > today}
                  onClick={() => onPick(day)}
                  onKeyDown={onKeyDown}
                  onFocus={() => setActive(day)}
                />
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}
