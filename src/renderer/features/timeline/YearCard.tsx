import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { heatLevels } from '#renderer/ui/chart/heat-levels.ts'
import { YearHeat } from '#renderer/ui/chart/YearHeat.tsx'
import { Card } from '#renderer/ui/layout/Card.tsx'
import type { DayFigure } from '#shared/contract/plays.contract.ts'
import { daysBetween } from '#shared/model/calendar-day.ts'
import styles from './TimelinePage.module.css'

/** The most days in a row. */
export function longestStreak(days: readonly DayFigure[]): number {
  let [longest, running] = [0, 0]
  for (const [index, { day }] of days.entries()) {
    const before = days[index - 1]?.day
    running = before !== undefined && daysBetween(before, day) === 1 ? running + 1 : 1
    longest = Math.max(longest, running)
  }
  return longest
}

/** A calendar year as a map of heat; a day leads to its strip. */
export function YearCard({ year, today, current, onPick }: { year: number; today: number; current: number | undefined; onPick(day: number): void }) {
  const t = useT()
  const format = useFormat()
  const { data } = useQuery({ ...api.plays.year.queryOptions({ input: { year } }), placeholderData: keepPreviousData })
  const days = data?.days ?? []
  const figures = new Map(days.map((figure) => [figure.day, figure.plays]))
  const plays = days.reduce((sum, figure) => sum + figure.plays, 0)
  const most = Math.max(0, ...figures.values())
  const level = heatLevels([...figures.values()])
  const lastDay = Math.min(today, year * 10_000 + 1231)
  const nameOf = (day: number): string => {
    const heard = figures.get(day)
    return heard ? t('timeline.day', { date: format.dayName(day), plays: t('common.plays', { count: heard }) }) : t('timeline.noDay', { date: format.dayName(day) })
  }
  return (
    <div className={styles.card}>
      <Card>
        <YearHeat year={year} label={t('timeline.heat', { year })} today={today} current={current} levelOf={(day) => level(figures.get(day) ?? 0)} nameOf={nameOf} onPick={onPick} />
        <p className={`${styles.legend} num`}>
          <span>{t('common.plays', { count: plays })}</span>
          <span>{t('timeline.summary', { days: format.number(days.length), of: format.number(daysBetween(year * 10_000 + 101, lastDay) + 1) })}</span>
          {days.length > 0 && <span className={styles.wide}>{t('timeline.streak', { count: longestStreak(days) })}</span>}
          <span className={styles.scale}>
            {t('timeline.scaleLeast')}
            {[0, 1, 2, 3, 4].map((step) => <i key={step} style={{ background: `var(--h-${step})` }} />)}
            {t('timeline.scaleMost', { count: most })}
          </span>
        </p>
      </Card>
    </div>
  )
}
