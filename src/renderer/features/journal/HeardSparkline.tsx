import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Sparkline } from '#renderer/ui/chart/Sparkline.tsx'
import styles from './HeardSparkline.module.css'

type Heard = { kind: 'artist' | 'album' | 'track'; id: number }

/** As many months as can still be told apart. */
const monthsShown = 36

/** Plays by month, the last ones. */
export function HeardSparkline({ kind, id }: Heard) {
  const t = useT()
  const { data } = useQuery(api.plays.summary.queryOptions({ input: { kind, id } }))
  const values = data?.perMonth.slice(-monthsShown).map((month) => month.plays) ?? []
  if (values.length < 2) return null
  return <Sparkline values={values} label={t('album.perMonth', { values: values.join(', ') })} />
}

/** How often and how long, since when and until when, with plays by month. */
export function HeardSummaryLine({ kind, id }: Heard) {
  const t = useT()
  const format = useFormat()
  const { data } = useQuery(api.plays.summary.queryOptions({ input: { kind, id } }))
  if (!data || data.firstAt === null || data.lastAt === null) return null
  return (
    <p className={`${styles.line} num`}>
      <span>{t('artist.heard', { plays: t('common.plays', { count: data.plays }), duration: format.duration(data.heardMs), first: format.date(data.firstAt), last: format.date(data.lastAt) })}</span>
      <HeardSparkline kind={kind} id={id} />
    </p>
  )
}
