import { expect, onTestFinished, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { coreMetrics } from './core-metrics.ts'
import { monitorLoopDelay } from './loop-delay.ts'
import { formatMetrics } from './metrics-text.ts'

function monitor() {
  const delay = monitorLoopDelay()
  onTestFinished(delay.stop)
  return delay
}

/** Keeps the thread busy, then lets timers fire. */
async function block(ms: number): Promise<void> {
  const end = performance.now() + ms
  while (performance.now() < end);
  await new Promise((resolve) => setTimeout(resolve, 20))
}

test('a busy thread shows as late, and a reset forgets it', async () => {
  const delay = monitor()
  await block(1)
  await block(120)
  expect(delay.snapshot().max).toBeGreaterThan(60)
  delay.reset()
  expect(delay.snapshot()).toEqual({ p50: 0, p99: 0, max: 0, mean: 0 })
})

test('metrics are written as Prometheus reads them', () => {
  const text = formatMetrics([
    { name: 'sillon_jobs', help: 'Jobs by\nstate.', type: 'gauge', values: [{ labels: { state: 'a "b" \\' }, value: 2 }, { value: 0.5 }] },
    { name: 'sillon_plays_total', help: 'Plays.', type: 'counter', values: [{ value: 7 }] },
  ])
  expect(text).toBe('# HELP sillon_jobs Jobs by\\nstate.\n# TYPE sillon_jobs gauge\nsillon_jobs{state="a \\"b\\" \\\\"} 2\nsillon_jobs 0.5\n\n# HELP sillon_plays_total Plays.\n# TYPE sillon_plays_total counter\nsillon_plays_total 7\n')
})

test('the core tells its memory, delay, jobs and library size', () => {
  const db = openTestLibrary()
  db.prepare("INSERT INTO jobs (type, payloadJson, lane, state, runAfter, createdAt) VALUES ('a.b', '{}', 'a', 'failed', 0, 0)").run()
  const text = formatMetrics(coreMetrics({ db, delay: monitor(), version: '1.0.0' }))
  expect(text).toMatch(/^sillon_info\{version="1\.0\.0"\} 1$/m)
  expect(text).toMatch(/^sillon_jobs\{state="failed"\} 1$/m)
  expect(text).toMatch(/^sillon_library_bytes\{file="library"\} \d{4,}$/m)
  expect(text).toMatch(/^sillon_event_loop_delay_seconds\{quantile="0\.99"\} [\d.]+$/m)
  for (const line of text.split('\n')) expect(line).toMatch(/^$|^# (?:HELP|TYPE) \w+ .+$|^\w+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? [\d.e+-]+$/)
})
