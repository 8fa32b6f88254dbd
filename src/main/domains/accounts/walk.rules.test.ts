import { expect, test } from 'vitest'
import { advanced, beginWalk, shrunk } from './walk.rules.ts'
import type { Walk } from './walk.rules.ts'

test('the next page begins with the oldest second of the one before', () => {
  const walk = advanced(beginWalk(null, 200), { oldestAt: 1_000_000, isLast: false }, true)
  expect(walk).toMatchObject({ to: 1_001_000, page: 1, limit: 200 })
})

test('a second that fills a page is read page by page where there are pages', () => {
  const walk = { ...beginWalk(1_001_000, 200) }
  expect(advanced(walk, { oldestAt: 1_000_000, isLast: false }, true)).toMatchObject({ to: 1_001_000, page: 2 })
  expect(advanced({ ...walk, page: 2 }, { oldestAt: 999_000, isLast: false }, true)).toMatchObject({ to: 1_000_000, page: 1 })
})

test('where there are none, the largest page is tried, and then the second is left', () => {
  const walk = beginWalk(1_001_000, 200)
  const larger = advanced(walk, { oldestAt: 1_000_000, isLast: false }, false)
  expect(larger).toMatchObject({ to: 1_001_000, limit: 1_000 })
  expect(advanced(larger as Walk, { oldestAt: 1_000_000, isLast: false }, false)).toMatchObject({ to: 1_000_000 })
})

test('a page without dates is passed', () => {
  expect(advanced(beginWalk(null, 200), { oldestAt: null, isLast: false }, true)).toMatchObject({ page: 2 })
  expect(advanced(beginWalk(null, 200), { oldestAt: null, isLast: true }, true)).toBeNull()
})

test('pages shrink where they fail and grow again where they come', () => {
  let walk: Walk | null = beginWalk(null, 1_000)
  const limits: number[] = []
  for (; walk; walk = shrunk(walk)) limits.push(walk.limit)
  expect(limits).toEqual([1_000, 500, 200, 100, 50, 25, 10])
  let grown: Walk = { ...beginWalk(1e12, 50), patience: 8 }
  const steps: number[] = []
  for (let at = 1e12; grown.limit < 1_000; at -= 60_000) {
    grown = advanced(grown, { oldestAt: at - 60_000, isLast: false }, true) as Walk
    if (steps.at(-1) !== grown.limit) steps.push(grown.limit)
  }
  expect(steps).toEqual([50, 100, 200, 500, 1_000])
})
