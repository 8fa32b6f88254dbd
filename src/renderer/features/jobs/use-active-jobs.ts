import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { onAppEvent } from '#renderer/app/app-events.ts'
import { api } from '#renderer/rpc.ts'
import type { Job } from '#shared/contract/jobs.contract.ts'

/** The jobs that run or wait, from the events themselves: no asking while a job tells its progress. */
export function useActiveJobs(): readonly Job[] {
  const { data } = useQuery(api.jobs.list.queryOptions({ input: { limit: 50 } }))
  const [live, setLive] = useState<readonly Job[]>()
  useEffect(() => onAppEvent((event) => event.type === 'jobs.changed' && setLive(event.active)), [])
  return live ?? data?.items.filter((job) => job.state === 'running' || job.state === 'queued') ?? []
}

/** The scan that runs, or the next to run. */
export function useActiveScan(): Job | undefined {
  const scans = useActiveJobs().filter((job) => job.type === 'library.scan')
  return scans.find((job) => job.state === 'running') ?? scans[0]
}
