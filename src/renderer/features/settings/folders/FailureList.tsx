import { useQuery } from '@tanstack/react-query'
import { useTell } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import styles from '../Settings.module.css'

/** Files that could not be read, each with its reason. */
export function FailureList() {
  const t = useT()
  const tell = useTell()
  const { data } = useQuery(api.library.failures.queryOptions({ input: { limit: 500 } }))
  if (!data || data.total === 0) return null
  return (
    <section className={styles.section} aria-labelledby="failures">
      <SectionHead id="failures" title={t('settings.failures')} note={data.total} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard */}
      <ul className={styles.list} tabIndex={0}>
        {data.items.map((failure) => (
          <li key={failure.id} className={styles.line}>
            <span className={styles.path}>{failure.path}</span>
            <span className={styles.quiet} title={tell(failure.told)}>{t(`settings.reason.${failure.reason}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
