import { useQuery } from '@tanstack/react-query'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { SegmentedNav } from '#renderer/ui/choice/SegmentedNav.tsx'

export type JournalView = 'history' | 'unmatched' | 'doubtful'

/** The views of the journal; those where something waits for a decision are there only while it does. */
export function JournalViews({ current }: { current: JournalView }) {
  const t = useT()
  const { data: unmatched } = useQuery(api.plays.unmatched.queryOptions({ input: { offset: 0, limit: 1 } }))
  const { data: doubtful } = useQuery(api.plays.doubtful.queryOptions({ input: { offset: 0, limit: 1 } }))
  const views: JournalView[] = ['history', ...(current === 'unmatched' || (unmatched?.total ?? 0) > 0 ? (['unmatched'] as const) : []), ...(current === 'doubtful' || (doubtful?.total ?? 0) > 0 ? (['doubtful'] as const) : [])]
  if (views.length === 1) return null
  return <SegmentedNav label={t('journal.title')} links={views.map((view) => ({ href: view === 'history' ? '/journal' : `/journal/${view}`, label: t(`journal.views.${view}`), current: view === current }))} />
}
