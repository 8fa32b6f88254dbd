import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { playEvents, playSteps } from './playback-machine.ts'
import type { PlayEvent, StoredPlay } from './playback-machine.ts'

type Row = StoredPlay & { readonly run: string }

/** A store as small as can be. */
function createStore() {
  let rows: Row[] = []
  return {
    rows: () => rows,
    report: (run: string, event: PlayEvent, heardMs: number, isFromDeck = true) => {
      const known = rows.find((row) => row.run === run) ?? null
      const open = rows.find((row) => row.isOpen) ?? null
      for (const step of playSteps({ event, heardMs, isFromDeck }, known, open)) {
        if (step.kind === 'close') rows = rows.map((row) => (row.id === step.id ? { ...row, isOpen: false } : row))
        else if (step.kind === 'begin') rows = [...rows, { id: rows.length + 1, run, heardMs: step.heardMs, isOpen: step.isOpen }]
        else rows = rows.map((row) => (row.id === step.id ? { ...row, heardMs: step.heardMs, isOpen: step.isOpen } : row))
      }
    },
  }
}

test('a pause, a seek and a stall belong to the one play', () => {
  const store = createStore()
  for (const [event, heardMs] of [['started', 0], ['progressed', 5000], ['paused', 6000], ['resumed', 6000], ['seeked', 9000], ['stalled', 9500], ['progressed', 14_500]] as const) store.report('a', event, heardMs)
  expect(store.rows()).toEqual([{ id: 1, run: 'a', heardMs: 14_500, isOpen: true }])
})

test('playing the same track again is a new play', () => {
  const store = createStore()
  store.report('a', 'started', 0)
  store.report('a', 'ended', 180_000)
  store.report('b', 'started', 0)
  expect(store.rows().map(({ heardMs, isOpen }) => [heardMs, isOpen])).toEqual([[180_000, false], [0, true]])
})

test('in a crossfade the next starts first and the end of the one before is still heard', () => {
  const store = createStore()
  store.report('a', 'started', 0)
  store.report('b', 'started', 0)
  store.report('a', 'ended', 182_000)
  expect(store.rows().map(({ heardMs, isOpen }) => [heardMs, isOpen])).toEqual([[182_000, false], [0, true]])
})

test('what was loaded but never sounded is no play', () => {
  const store = createStore()
  store.report('a', 'paused', 0)
  store.report('a', 'failed', 0)
  expect(store.rows()).toEqual([])
})

test('a play whose start was never told begins when it is first heard of', () => {
  const store = createStore()
  store.report('a', 'progressed', 20_000)
  expect(store.rows()).toEqual([{ id: 1, run: 'a', heardMs: 20_000, isOpen: true }])
})

test('a play closed for silence is taken up again, not begun anew', () => {
  const store = createStore()
  store.report('a', 'started', 0)
  store.report('a', 'stopped', 60_000)
  store.report('a', 'progressed', 65_000)
  expect(store.rows()).toEqual([{ id: 1, run: 'a', heardMs: 65_000, isOpen: true }])
})

test('any sequence of reports leaves what a naive model says, and never two open plays', () => {
  const report = fc.record({ run: fc.constantFrom('a', 'b', 'c', 'd'), event: fc.constantFrom(...playEvents), heardMs: fc.integer({ min: 0, max: 400_000 }), isFromDeck: fc.boolean() })
  fc.assert(
    fc.property(fc.array(report, { maxLength: 40 }), (reports) => {
      const store = createStore()
      const heard = new Map<string, number>()
      for (const { run, event, heardMs, isFromDeck } of reports) {
        store.report(run, event, heardMs, isFromDeck)
        if (heard.has(run) || event === 'started' || heardMs > 0) heard.set(run, Math.max(heard.get(run) ?? 0, heardMs))
        expect(store.rows().filter((row) => row.isOpen).length).toBeLessThanOrEqual(1)
      }
      expect(store.rows().map((row) => [row.run, row.heardMs])).toEqual([...heard])
    }),
    { numRuns: 2000 },
  )
})
