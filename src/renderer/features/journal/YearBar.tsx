import { type KeyboardEvent, useRef } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import styles from './YearBar.module.css'

export type YearBarProps = {
  /** Newest first. */
  years: readonly number[]
  current: number | undefined
  onJump(year: number): void
}

/** The years of the history beside it. One tab stop; arrows walk. */
export function YearBar({ years, current, onJump }: YearBarProps) {
  const t = useT()
  const bar = useRef<HTMLDivElement>(null)
  const stop = current !== undefined && years.includes(current) ? current : years[0]

  function walk(event: KeyboardEvent, year: number): void {
    const at = years.indexOf(year)
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: years.length - 1 }
    const next = years[steps[event.key] ?? -1]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    bar.current?.querySelector<HTMLElement>(`[data-year="${next}"]`)?.focus()
    onJump(next)
  }

  return (
    <div ref={bar} role="toolbar" aria-label={t('journal.jumpToYear')} aria-orientation="vertical" className={styles.bar}>
      {years.map((year) => (
        <button key={year} type="button" className={styles.year} data-year={year} aria-current={year === current ? 'true' : undefined} tabIndex={year === stop ? 0 : -1} onClick={() => onJump(year)} onKeyDown={(event) => walk(event, year)}>
          {year}
        </button>
      ))}
    </div>
  )
}
