import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Segmented } from '#renderer/ui/choice/Segmented.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import type { Correction, CorrectionEffect } from '#shared/contract/corrections.contract.ts'
import styles from './dialogs.module.css'
import { usePlayChanges } from './use-play-changes.ts'

export type Correctable = 'artist' | 'album' | 'track'

type Words = { artist: string; album: string | null; title: string }

const previewAfterMs = 250

function correctionOf(what: Correctable, { artist, album, title }: Words, to: string): Correction | null {
  const name = to.trim()
  if (name === '') return null
  if (what === 'artist') return name === artist ? null : { kind: 'rename-artist', artist, to: name }
  if (what === 'album') return album === null || name === album ? null : { kind: 'rename-album', artist, album, to: name }
  return name === title ? null : { kind: 'rename-track', artist, title, to: name }
}

/** Corrects a name for the whole history, past and to come; shows what that changes while one types. */
export function CorrectDialog({ what: first, onClose, ...words }: Words & { what: Correctable; onClose(): void }) {
  const t = useT()
  const changes = usePlayChanges()
  const [what, setWhat] = useState(first)
  const textOf: Record<Correctable, string> = { artist: words.artist, album: words.album ?? '', track: words.title }
  const [to, setTo] = useState(textOf[first])
  const correction = correctionOf(what, words, to)

  return (
    <Modal opened onClose={onClose} title={t('journal.correct.title')} size="36rem" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!correction) return
          onClose()
          changes.correct(correction)
        }}
      >
        <Segmented
          label={t('journal.correct.what')}
          value={what}
          onChange={(next) => {
            setWhat(next)
            setTo(textOf[next])
          }}
          options={(words.album === null ? (['artist', 'track'] as const) : (['artist', 'album', 'track'] as const)).map((value) => ({ value, label: t(`journal.correct.${value}`) }))}
        />
        <TextInput label={t('journal.correct.to')} description={`${t('journal.correct.from')}: ${textOf[what]}`} value={to} data-autofocus onChange={(event) => setTo(event.currentTarget.value)} />
        <Preview correction={correction} />
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" disabled={!correction}>{t('journal.correct.save')}</Button>
        </div>
      </form>
    </Modal>
  )
}

/** What a correction would change, with examples; asked for once typing rests. */
export function Preview({ correction }: { correction: Correction | null }) {
  const t = useT()
  const key = JSON.stringify(correction)
  const [restingKey] = useDebouncedValue(key, previewAfterMs)
  const resting = useMemo(() => JSON.parse(restingKey) as Correction | null, [restingKey])
  const { data, error } = useQuery({
    ...api.corrections.preview.queryOptions({ input: resting ?? { kind: 'never-split', artist: '-' } }),
    enabled: resting !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  return (
    <div className={styles.effect} aria-live="polite" data-stale={key !== restingKey || undefined}>
      {correction === null ? <p className={styles.quiet}>{t('journal.correct.same')}</p> : error ? <p className={styles.error}><ErrorText error={error} /></p> : data && <Effect effect={data} />}
    </div>
  )
}

type Example = CorrectionEffect['examples'][number]

const fields = ['artist', 'title', 'album'] as const

/** What changes comes first, so that it is seen where words are cut. */
function wordsOf(words: Words, { before, after }: Example): string {
  const isChanged = (field: (typeof fields)[number]): boolean => before[field] !== after[field]
  return [...fields.filter(isChanged), ...fields.filter((field) => !isChanged(field))].map((field) => words[field]).filter(Boolean).join(' · ')
}

function Effect({ effect }: { effect: CorrectionEffect }) {
  const t = useT()
  if (effect.plays === 0) return <p className={styles.quiet}>{t('journal.correct.noEffect')}</p>
  return (
    <>
      <p className={`${styles.count} num`}>{t('journal.correct.effect', { plays: t('common.plays', { count: effect.plays }) })}</p>
      <ul className={styles.examples}>
        {effect.examples.slice(0, 5).map((example, at) => (
          <li key={at} className={styles.example}>
            <span className="clip" title={wordsOf(example.before, example)}>{wordsOf(example.before, example)}</span>
            <Icon of={IconArrowRight} size="xs" />
            <ins className="clip" title={wordsOf(example.after, example)}>{example.after.isHidden ? t('journal.correct.hidden') : wordsOf(example.after, example)}</ins>
            <span className="num">{t('common.plays', { count: example.plays })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
