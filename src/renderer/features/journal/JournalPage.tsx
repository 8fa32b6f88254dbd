import { useParams } from '@tanstack/react-router'
import { DoubtfulView } from './DoubtfulView.tsx'
import { HistoryView } from './HistoryView.tsx'
import { UnmatchedView } from './UnmatchedView.tsx'

/** The listening history, and what in it waits for a decision. */
export function JournalPage() {
  const { view } = useParams({ strict: false })
  if (view === 'unmatched') return <UnmatchedView />
  if (view === 'doubtful') return <DoubtfulView />
  return <HistoryView />
}
