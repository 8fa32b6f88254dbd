import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useToday } from '#renderer/features/journal/DateButton.tsx'
import { useSettings } from '#renderer/features/settings/use-settings.ts'
import { api } from '#renderer/rpc.ts'
import { Chip } from '#renderer/ui/choice/Chip.tsx'
import { heatLevels } from '#renderer/ui/chart/heat-levels.ts'
import { Card } from '#renderer/ui/layout/Card.tsx'
import { Page } from '#renderer/ui/layout/Page.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Block } from '#renderer/ui/state/Skeleton.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { yearOf } from '#shared/model/calendar-day.ts'
import { TimelineHead } from './TimelineHead.tsx'
import styles from './TimelinePage.module.css'

const weekdays = [0, 1, 2, 3, 4, 5, 6]

/** When in the week music is heard: weekdays by hours, of a year or of all. */
export function ClockView() {
  const t = useT()
  const format = useFormat()
  const router = useRouter()
  const today = useToday()
  const { settings } = useSettings()
  const search = useSearch({ strict: false }) as { year?: unknown }
  const wanted = Number(search.year)
  const year = Number.isInteger(wanted) && wanted >= 1900 && wanted <= 9998 ? wanted : undefined
  const { data: figures } = useQuery(api.plays.year.queryOptions({ input: { year: yearOf(today) } }))
  const { data: cells, error, refetch } = useQuery({ ...api.plays.clock.queryOptions({ input: year === undefined ? {} : { year } }), placeholderData: keepPreviousData })
  const years = figures?.years ?? []
  const go = (next: number | undefined) => void router.navigate({ to: '/timeline', search: (next === undefined ? { view: 'clock' } : { view: 'clock', year: next }) as never, replace: true })
  const start = settings?.dayStartsAt ?? 0
  const hours = Array.from({ length: 24 }, (_, at) => (at + start) % 24)
  const plays = new Map(cells?.map((cell) => [cell.weekday * 24 + cell.hour, cell.plays]))
  const level = heatLevels([...plays.values()])
  const best = cells?.reduce<(typeof cells)[number] | undefined>((most, cell) => (!most || cell.plays > most.plays ? cell : most), undefined)

  return (
    <Page>
      <TimelineHead view="clock" year={null} years={years} onYear={go} />
      {years.length > 1 && (
        <div className={styles.years}>
          <Chip label={t('timeline.allYears')} on={year === undefined} onToggle={() => go(undefined)} />
          {years.map((each) => <Chip key={each} label={String(each)} on={each === year} onToggle={() => go(each)} />)}
        </div>
      )}
      {error && !cells ? (
        <FailedState what={<ErrorText error={error} />} onRetry={() => void refetch()} />
      ) : !cells ? (
        <div className={styles.card}><Later><Block height="19rem" /></Later></div>
      ) : cells.length === 0 ? (
        <EmptyState title={t('timeline.empty')} text={year === undefined ? t('timeline.emptyText') : t('timeline.silentYear', { year })} />
      ) : (
        <div className={styles.card}>
          <Card>
            <table className={styles.clock}>
              <caption className="vh">{t('timeline.clock')}</caption>
              <thead>
                <tr><th scope="col"><span className="vh">{t('timeline.weekday')}</span></th>{hours.map((hour) => <th key={hour} scope="col" className="num">{format.hour(hour)}</th>)}</tr>
              </thead>
              <tbody>
                {weekdays.map((weekday) => (
                  <tr key={weekday}>
                    <th scope="row">{format.weekdayName(weekday, 'long')}</th>
                    {hours.map((hour) => {
                      const count = plays.get(weekday * 24 + hour) ?? 0
                      return <td key={hour} data-level={level(count)} className="num" title={t('timeline.clockCell', { weekday: format.weekdayName(weekday, 'long'), hour: format.hour(hour), plays: t('common.plays', { count }) })}>{count > 0 && <span>{format.number(count)}</span>}</td>
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
            {best && <p className={styles.legend}>{t('timeline.clockBest', { weekday: format.weekdayName(best.weekday, 'long'), hour: format.hour(best.hour) })}</p>}
          </Card>
        </div>
      )}
    </Page>
  )
}
