import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { LinesSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import type { PlayRow, PlayWitness } from '#shared/contract/plays.contract.ts'
import styles from './Witnesses.module.css'
import { sourceName } from './source-names.ts'

function precisionOf({ precisionMs }: PlayWitness): 'exact' | 'minute' | 'end' {
  return precisionMs === null ? 'end' : precisionMs >= 60_000 ? 'minute' : 'exact'
}

/** What each source said of a play: its words, its time, and how exactly it knows it. */
export function Witnesses({ play }: { play: PlayRow }) {
  const t = useT()
  const format = useFormat()
  const { data, error } = useQuery(api.plays.witnesses.queryOptions({ input: { id: play.id } }))
  if (error) return <p role="alert"><ErrorText error={error} /></p>
  if (!data) return <Later><LinesSkeleton lines={2} /></Later>
  if (data.length === 0) return <p className={styles.quiet}>{t('journal.witnesses.none')}</p>
  return (
    <ul className={styles.list}>
      {data.map((witness) => (
        <li key={witness.id} className={styles.witness}>
          <b className={styles.source}>{sourceName(t, witness.source)}</b>
          <span className={styles.words} data-selectable>
            {witness.title} <span className={styles.quiet}>{[witness.artist, witness.album].filter(Boolean).join(' · ')}</span>
          </span>
          <span className={`${styles.time} num`}>
            {format.momentIn(witness.startedAt, play.zone)}, {t(`journal.witnesses.${precisionOf(witness)}`)}
            {witness.heardMs !== null && ` · ${t('journal.witnesses.heard', { duration: format.clock(witness.heardMs) })}`}
            {witness.account !== null && ` · ${t('journal.witnesses.account', { name: witness.account })}`}
            {witness.importId !== null && ` · ${t('journal.witnesses.import', { id: witness.importId })}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
