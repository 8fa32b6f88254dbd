import { expect, test } from 'vitest'
import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import { createProgressLine, describeProgress } from './progress-line.ts'

function progress(change: Partial<JobProgress> = {}): JobProgress {
  return { phase: 'reading', done: 1_200, total: 5_000, ratePerSecond: 830.4, remainingMs: 4_600, detail: null, ...change }
}

function written(isTerminal: boolean) {
  const texts: string[] = []
  const clock = { now: 0 }
  return { texts, clock, line: createProgressLine({ write: (text) => texts.push(text), isTerminal, now: () => clock.now }) }
}

test.each([
  [progress(), 'reading 1200 of 5000, 830/s, 5 s left'],
  [progress({ total: null, ratePerSecond: null, remainingMs: null }), 'reading 1200'],
  [progress({ phase: 'finishing', done: 0, total: null, ratePerSecond: null, remainingMs: null }), 'finishing'],
  [progress({ remainingMs: 125_000 }), 'reading 1200 of 5000, 830/s, 2 min 5 s left'],
])('progress is told in words', (given, words) => {
  expect(describeProgress(given)).toBe(words)
})

test('on a terminal a bar is drawn over, and taken away once', () => {
  const { texts, line } = written(true)
  line.show(progress({ done: 0 }))
  line.show(progress({ done: 5_000 }))
  line.clear()
  line.clear()
  expect(texts).toEqual([`\r\u001b[K[${'-'.repeat(24)}] reading 0 of 5000, 830/s, 5 s left`, `\r\u001b[K[${'#'.repeat(24)}] reading 5000 of 5000, 830/s, 5 s left`, '\r\u001b[K'])
})

test('elsewhere a line is written when a phase begins and every ten seconds', () => {
  const { texts, clock, line } = written(false)
  for (const seconds of [0, 1, 9, 10, 11, 20]) {
    clock.now = seconds * 1_000
    line.show(progress({ done: seconds, ratePerSecond: null, remainingMs: null }))
  }
  line.show(progress({ phase: 'artwork', done: 0, total: 7, ratePerSecond: null, remainingMs: null }))
  line.clear()
  expect(texts).toEqual(['reading 0 of 5000\n', 'reading 10 of 5000\n', 'reading 20 of 5000\n', 'artwork 0 of 7\n'])
})
