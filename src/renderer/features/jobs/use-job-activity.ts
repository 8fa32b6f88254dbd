import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { onAppEvent } from '#renderer/app/app-events.ts'
import type { JobActivity } from '#renderer/app/shell/JobRing.tsx'
import { api } from '#renderer/rpc.ts'
import type { Job } from '#shared/contract/jobs.contract.ts'

function fractionOf(jobs: readonly Job[]): number | null {
  const known = jobs.map((job) => job.progress).filter((progress) => progress !== null && progress.total !== null && progress.total > 0)
  if (known.length === 0) return null
  return known.reduce((sum, progress) => sum + Math.min(1, (progress?.done ?? 0) / (progress?.total ?? 1)), 0) / known.length
}

/** What runs in the background, from the events themselves: no asking while a job tells its progress. */
export function useJobActivity(): JobActivity {
  const { data } = useQuery(api.jobs.list.queryOptions({ input: { limit: 50 } }))
  const [live, setLive] = useState<Job[]>()
  useEffect(() => onAppEvent((event) => event.type === 'jobs.changed' && setLive(event.active)), [])

  const active = live ?? data?.items.filter((job) => job.state === 'running' || job.state === 'queued') ?? []
  return { active: active.length, failed: data?.counts.failed ?? 0, fraction: fractionOf(active.filter((job) => job.state === 'running')) }
}
