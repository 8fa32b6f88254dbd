import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { Card } from '#renderer/ui/layout/Card.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { LinesSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import type { DoubtfulPair, PlayRow } from '#shared/contract/plays.contract.ts'
import styles from './Decisions.module.css'
import { DecisionFrame } from './DecisionFrame.tsx'
import { sourceName } from './source-names.ts'
import { usePlayChanges } from './use-play-changes.ts'
import { Witnesses } from './Witnesses.tsx'

const shown = 50

/** Pairs of plays that may be one, side by side with what each source said. */
export function DoubtfulView() {
  const t = useT()
  const { data, error, refetch } = useQuery({ ...api.plays.doubtful.queryOptions({ input: { offset: 0, limit: shown } }), placeholderData: keepPreviousData })
  return (
    <DecisionFrame
      view="doubtful"
      count={t('journal.doubtful.total', { count: data?.total ?? 0 })}
      total={data?.total}
      error={error}
      onRetry={() => void refetch()}
      skeleton={<LinesSkeleton lines={8} />}
      empty={{ title: t('journal.doubtful.empty'), text: t('journal.doubtful.emptyText') }}
    >
      <h2 className="vh">{t('journal.doubtful.title')}</h2>
      <div className={styles.pairs}>{data?.items.map((pair) => <Pair key={`${pair.play.id} ${pair.other.id}`} pair={pair} />)}</div>
    </DecisionFrame>
  )
}

function Pair({ pair: { play, other } }: { pair: DoubtfulPair }) {
  const t = useT()
  const format = useFormat()
  const changes = usePlayChanges()
  const shared = play.sources.filter((source) => other.sources.includes(source)).map((source) => sourceName(t, source))
  const evidence = [
    t('journal.doubtful.apart', { duration: format.duration(Math.abs(play.startedAt - other.startedAt)) }),
    ...(play.durationMs === null ? [] : [t('journal.doubtful.length', { duration: format.clock(play.durationMs) })]),
    ...(shared.length === 0 ? [] : [t('journal.doubtful.sameSource', { sources: format.list(shared) })]),
  ]
  return (
    <Card label={play.title}>
      <div className={styles.sides}>
        {[play, other].map((side) => <Side key={side.id} play={side} />)}
      </div>
      <div className={styles.verdict}>
        <p className={`${styles.quiet} num`}>{evidence.join(' · ')}</p>
        <Button onClick={() => changes.decide(play.id, other.id, false)}>{t('journal.doubtful.areTwo')}</Button>
        <Button variant="primary" onClick={() => changes.decide(play.id, other.id, true)}>{t('journal.doubtful.isOne')}</Button>
      </div>
    </Card>
  )
}

function Side({ play }: { play: PlayRow }) {
  const format = useFormat()
  return (
    <div className={styles.side}>
      <div className={styles.sideHead}>
        <Cover name={play.album ?? play.title} image={play.coverHash ? { hash: play.coverHash } : undefined} size={40} />
        <div className={styles.words}>
          <h3 className="clip" title={play.title}>{play.title}</h3>
          <p className={`${styles.quiet} num`}><AppLink href={`/journal?day=${play.localDay}`}>{format.dayName(play.localDay)}</AppLink>, {format.timeIn(play.startedAt, play.zone)}</p>
        </div>
      </div>
      <Witnesses play={play} />
    </div>
  )
}
