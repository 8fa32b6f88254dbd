import { statSync } from 'node:fs'
import type { ReadDb } from '../db/database.ts'
import type { LoopDelayMonitor } from './loop-delay.ts'
import type { Metric } from './metrics-text.ts'

function fileBytes(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** What the core tells about itself: memory, how late its thread is, the queue, the size of the library's files. */
export function coreMetrics({ db, delay, version }: { db: ReadDb; delay: LoopDelayMonitor; version: string }): Metric[] {
  const { rss, heapUsed } = process.memoryUsage()
  const late = delay.snapshot()
  const jobs = db.prepare<[], { state: string; count: number }>('SELECT state, count(*) AS count FROM jobs GROUP BY state').all()
  const path = db.sqlite.name
  const ms = (value: number): number => value / 1_000
  return [
    { name: 'sillon_info', help: 'The version that runs.', type: 'gauge', values: [{ labels: { version }, value: 1 }] },
    { name: 'sillon_uptime_seconds', help: 'Time since the process started.', type: 'gauge', values: [{ value: Math.round(process.uptime()) }] },
    { name: 'sillon_resident_memory_bytes', help: 'Memory of the process with its workers.', type: 'gauge', values: [{ value: rss }] },
    { name: 'sillon_heap_used_bytes', help: 'JavaScript heap of the main thread.', type: 'gauge', values: [{ value: heapUsed }] },
    {
      name: 'sillon_event_loop_delay_seconds',
      help: 'How late the main thread was since it was last asked.',
      type: 'gauge',
      values: [
        { labels: { quantile: '0.5' }, value: ms(late.p50) },
        { labels: { quantile: '0.99' }, value: ms(late.p99) },
        { labels: { quantile: '1' }, value: ms(late.max) },
      ],
    },
    { name: 'sillon_jobs', help: 'Jobs by state.', type: 'gauge', values: jobs.map(({ state, count }) => ({ labels: { state }, value: count })) },
    {
      name: 'sillon_library_bytes',
      help: 'Size of the library on disk.',
      type: 'gauge',
      values: [
        { labels: { file: 'library' }, value: fileBytes(path) },
        { labels: { file: 'log' }, value: fileBytes(`${path}-wal`) },
      ],
    },
  ]
}
