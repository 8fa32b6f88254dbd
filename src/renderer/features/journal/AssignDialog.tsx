import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Segmented } from '#renderer/ui/choice/Segmented.tsx'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import type { Correction } from '#shared/contract/corrections.contract.ts'
import { Preview } from './CorrectDialog.tsx'
import styles from './dialogs.module.css'
import { usePlayChanges } from './use-play-changes.ts'

export type AssignDialogProps = {
  heardTextId: number
  title: string
  artist: string
  /** The one play it was asked for; without it the choice is for all of these words. */
  playId?: number
  onClose(): void
}

type Scope = 'all' | 'one'

const searchAfterMs = 200

/** Says which track on disk something heard really was. */
export function AssignDialog({ heardTextId, title, artist, playId, onClose }: AssignDialogProps) {
  const t = useT()
  const format = useFormat()
  const changes = usePlayChanges()
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search, searchAfterMs)
  const [scope, setScope] = useState<Scope>('all')
  const [trackId, setTrackId] = useState<number>()
  const { data } = useQuery({ ...api.plays.candidates.queryOptions({ input: { heardTextId, search: asked } }), placeholderData: keepPreviousData })
  const correction: Correction | null = trackId === undefined ? null : { kind: 'assign-track', heardTextId, trackId, ...(scope === 'one' && playId !== undefined && { playIds: [playId] }) }

  return (
    <Modal opened onClose={onClose} title={t('journal.assign.title')} size="36rem" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!correction) return
          onClose()
          changes.correct(correction)
        }}
      >
        <p className={styles.subject}>{title} <span>{artist}</span></p>
        <TextInput type="search" aria-label={t('journal.assign.search')} placeholder={t('journal.assign.search')} leftSection={<Icon of={IconSearch} size="s" />} value={search} data-autofocus onChange={(event) => setSearch(event.currentTarget.value)} />
        <div role="radiogroup" aria-label={t('journal.unmatched.candidates')} className={styles.found}>
          {data?.map((candidate) => (
            <button key={candidate.trackId} type="button" role="radio" aria-checked={candidate.trackId === trackId} className={styles.track} onClick={() => setTrackId(candidate.trackId)}>
              <Cover name={candidate.album ?? candidate.title} image={candidate.coverHash ? { hash: candidate.coverHash } : undefined} size={36} />
              <span>{candidate.title}<small>{[candidate.artist, candidate.album].filter(Boolean).join(' · ')}</small></span>
              <span className={`${styles.quiet} num`}>{t('journal.unmatched.likeness', { percent: format.percent(candidate.likeness) })}</span>
              <span className={`${styles.quiet} num`}>{candidate.durationMs === null ? '' : format.clock(candidate.durationMs)}</span>
            </button>
          ))}
          {data?.length === 0 && <p className={styles.quiet}>{t('journal.assign.none')}</p>}
        </div>
        {playId !== undefined && <Segmented<Scope> label={t('journal.correct.what')} value={scope} onChange={setScope} options={[{ value: 'all', label: t('journal.assign.all') }, { value: 'one', label: t('journal.assign.one') }]} />}
        <Preview correction={correction} />
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" disabled={!correction}>{t('journal.assign.choose')}</Button>
        </div>
      </form>
    </Modal>
  )
}
