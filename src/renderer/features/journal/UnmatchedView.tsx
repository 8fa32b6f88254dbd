import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useNow } from '#renderer/app/use-now.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { LinesSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import type { Candidate, UnmatchedText } from '#shared/contract/plays.contract.ts'
import { AssignDialog } from './AssignDialog.tsx'
import styles from './Decisions.module.css'
import { DecisionFrame } from './DecisionFrame.tsx'
import { usePlayChanges } from './use-play-changes.ts'

const pageSize = 40

/** What was heard without a file, most played first, each with the tracks it may be. */
export function UnmatchedView() {
  const t = useT()
  const [assigned, setAssigned] = useState<UnmatchedText>()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...api.plays.unmatched.infiniteOptions({
      input: (offset: number) => ({ offset, limit: pageSize }),
      initialPageParam: 0,
      getNextPageParam: (page: { total: number; items: unknown[] }, _pages: unknown[], offset: number) => (offset + page.items.length < page.total && page.items.length > 0 ? offset + pageSize : undefined),
    }),
    placeholderData: keepPreviousData,
  })
  const total = data?.pages[0]?.total

  return (
    <DecisionFrame
      view="unmatched"
      count={t('journal.unmatched.total', { count: total ?? 0 })}
      total={total}
      error={error}
      onRetry={() => void refetch()}
      skeleton={<LinesSkeleton lines={12} />}
      empty={{ title: t('journal.unmatched.empty'), text: t('journal.unmatched.emptyText') }}
    >
      <h2 className="vh">{t('journal.unmatched.title')}</h2>
      <ul className={styles.list}>
        {data?.pages.flatMap((page) => page.items).map((text) => <Unmatched key={text.heardTextId} text={text} onOther={() => setAssigned(text)} />)}
      </ul>
      {hasNextPage && <More onSeen={() => !isFetchingNextPage && void fetchNextPage()} />}
      {assigned && <AssignDialog heardTextId={assigned.heardTextId} title={assigned.title} artist={assigned.artist} onClose={() => setAssigned(undefined)} />}
    </DecisionFrame>
  )
}

/** Calls for more when it comes near. */
function More({ onSeen }: { onSeen(): void }) {
  const t = useT()
  const mark = useRef<HTMLDivElement>(null)
  const seen = useRef(onSeen)
  useEffect(() => {
    seen.current = onSeen
  })
  useEffect(() => {
    if (!mark.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && seen.current(), { rootMargin: '800px' })
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [])
  return <div ref={mark} className={styles.more}><Button variant="quiet" onClick={onSeen}>{t('common.more')}</Button></div>
}

function Unmatched({ text, onOther }: { text: UnmatchedText; onOther(): void }) {
  const t = useT()
  const format = useFormat()
  const now = useNow()
  const changes = usePlayChanges()
  const choose = ({ trackId }: Candidate): void => changes.correct({ kind: 'assign-track', heardTextId: text.heardTextId, trackId })
  return (
    <li className={styles.text}>
      <div className={styles.words}>
        <h3 className="clip" title={text.title}>{text.title}</h3>
        <p className="clip">{text.artist}{text.album !== null && ` · ${text.album}`}</p>
        <p className={`${styles.quiet} num`}>
          {t('common.plays', { count: text.plays })}
          {text.lastPlayedAt !== null && `, ${t('journal.unmatched.last', { date: format.shortDay(text.lastPlayedAt, now) })}`}
        </p>
      </div>
      <ul className={styles.candidates} aria-label={t('journal.unmatched.candidates')}>
        {text.candidates.map((candidate) => (
          <li key={candidate.trackId}>
            <button type="button" className={styles.candidate} title={t('journal.unmatched.choose')} onClick={() => choose(candidate)}>
              <Cover name={candidate.album ?? candidate.title} image={candidate.coverHash ? { hash: candidate.coverHash } : undefined} size={32} />
              <span className="clip">{candidate.title} <span className={styles.quiet}>{[candidate.artist, candidate.album].filter(Boolean).join(' · ')}</span></span>
              <span className={`${styles.quiet} num`}>{t('journal.unmatched.likeness', { percent: format.percent(candidate.likeness) })}</span>
              <span className={styles.choose}>{t('journal.unmatched.choose')}</span>
            </button>
          </li>
        ))}
        {text.candidates.length === 0 && <li className={styles.none}>{t('journal.unmatched.noCandidates')}</li>}
      </ul>
      <div className={styles.actions}>
        <Button size="s" onClick={onOther}>{t('journal.unmatched.other')}</Button>
        <Button size="s" variant="quiet" onClick={() => changes.correct({ kind: 'hide', artist: text.artist, title: text.title })}>{t('journal.unmatched.hide')}</Button>
      </div>
    </li>
  )
}
