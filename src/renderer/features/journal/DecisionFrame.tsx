import type { ReactNode } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Page, PageHead } from '#renderer/ui/layout/Page.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { JournalViews } from './JournalViews.tsx'
import type { JournalView } from './JournalViews.tsx'

export type DecisionFrameProps = {
  view: JournalView
  /** How many wait, in words. */
  count: string
  total: number | undefined
  error: Error | null
  onRetry(): void
  skeleton: ReactNode
  empty: { title: string; text: string }
  children: ReactNode
}

/** The frame of the views in which something waits for a decision. */
export function DecisionFrame({ view, count, total, error, onRetry, skeleton, empty, children }: DecisionFrameProps) {
  const t = useT()
  return (
    <Page>
      <PageHead title={t('journal.title')} views={<JournalViews current={view} />}>{total !== undefined && total > 0 && <span className="num">{count}</span>}</PageHead>
      {error && total === undefined ? <FailedState what={<ErrorText error={error} />} onRetry={onRetry} /> : total === undefined ? <Later>{skeleton}</Later> : total === 0 ? <EmptyState title={empty.title} text={empty.text} /> : children}
    </Page>
  )
}
