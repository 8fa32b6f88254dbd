import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import styles from '../Settings.module.css'

/** New files that could be missing ones under another name: a person decides. */
export function MoveList() {
  const t = useT()
  const client = useQueryClient()
  const { data } = useQuery(api.library.moveCandidates.queryOptions({ input: { limit: 100 } }))
  const decide = useMutation({ ...api.library.decideMove.mutationOptions(), onSuccess: () => void client.invalidateQueries({ queryKey: api.library.key() }) })
  if (!data || data.total === 0) return null
  return (
    <section className={styles.section} aria-labelledby="moves">
      <SectionHead id="moves" title={t('settings.moves')} note={data.total} />
      <p className={styles.quiet}>{t('settings.movesText')}</p>
      {data.items.map(({ newFileId, newPath, missingFileId, missingPath }) => (
        <div key={`${newFileId}-${missingFileId}`} className={styles.item}>
          <div>
            <div className={styles.path}>{newPath}</div>
            <div className={styles.facts}>{missingPath}</div>
          </div>
          <div className={styles.actions}>
            <Button size="s" onClick={() => decide.mutate({ newFileId, missingFileId, isSame: true })}>{t('settings.same')}</Button>
            <Button size="s" variant="quiet" onClick={() => decide.mutate({ newFileId, missingFileId, isSame: false })}>{t('settings.different')}</Button>
          </div>
        </div>
      ))}
    </section>
  )
}
