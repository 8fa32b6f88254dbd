import { useQuery } from '@tanstack/react-query'
import type { JobActivity } from '#renderer/app/shell/JobRing.tsx'
import { api } from '#renderer/rpc.ts'
import type { Job } from '#shared/contract/jobs.contract.ts'
import { useActiveJobs } from './use-active-jobs.ts'

function fractionOf(jobs: readonly Job[]): number | null {
  const known = jobs.map((job) => job.progress).filter((progress) => progress !== null && progress.total !== null && progress.total > 0)
  if (known.length === 0) return null
  return known.reduce((sum, progress) => sum + Math.min(1, (progress?.done ?? 0) / (progress?.total ?? 1)), 0) / known.length
}

/** Looking for news every few minutes is nothing to tell of, and neither is what waits for its time. */
function isTold({ type, state, runAfter, createdAt }: Job): boolean {
  return !type.startsWith('accounts.poll.') && (state === 'running' || runAfter <= createdAt)
}

/** What the ring in the title bar tells. */
export function useJobActivity(): JobActivity {
  const { data } = useQuery(api.jobs.list.queryOptions({ input: { limit: 50 } }))
  const active = useActiveJobs().filter(isTold)
  return { active: active.length, failed: data?.counts.failed ?? 0, fraction: fractionOf(active.filter((job) => job.state === 'running')) }
}
