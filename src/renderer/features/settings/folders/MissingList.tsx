import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { ConfirmDialog } from '#renderer/ui/feedback/ConfirmDialog.tsx'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import styles from '../Settings.module.css'

/** Files that vanished: kept until a person says they may be forgotten. */
export function MissingList() {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const { data } = useQuery(api.library.missing.queryOptions({ input: { limit: 500 } }))
  const forget = useMutation({ ...api.library.forgetMissing.mutationOptions(), onSuccess: () => void client.invalidateQueries({ queryKey: api.library.key() }) })
  if (!data || data.total === 0) return null
  return (
    <section className={styles.section} aria-labelledby="missing">
      <SectionHead id="missing" title={t('settings.missing')} note={data.total}>
        <Button size="s" variant="quiet" onClick={() => setAsked(true)}>{t('settings.forget')}</Button>
      </SectionHead>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard */}
      <ul className={styles.list} tabIndex={0}>
        {data.items.map((file) => (
          <li key={file.id} className={styles.line}>
            <span className={styles.path}>{file.path}</span>
            <span className={`${styles.quiet} num`}>{format.moment(file.missingSince)}</span>
          </li>
        ))}
      </ul>
      <ConfirmDialog isOpen={isAsked} title={t('settings.forgetTitle', { count: data.total })} confirm={t('settings.forget')} onConfirm={() => forget.mutate({})} onClose={() => setAsked(false)}>
        {t('settings.forgetText')}
      </ConfirmDialog>
    </section>
  )
}
