import { expect, test } from 'vitest'
import { parseRange } from './byte-range.ts'

const whole = { kind: 'whole' }
const part = (start: number, end: number) => ({ kind: 'part', start, end })

test.each([
  [undefined, 100, whole],
  ['bytes=0-', 100, part(0, 99)],
  ['bytes=0-0', 100, part(0, 0)],
  ['bytes=10-19', 100, part(10, 19)],
  ['bytes=90-200', 100, part(90, 99)],
  ['bytes=-10', 100, part(90, 99)],
  ['bytes=-500', 100, part(0, 99)],
  ['Bytes = 5 - 6', 100, part(5, 6)],
  ['bytes=100-', 100, { kind: 'unsatisfiable' }],
  ['bytes=-0', 100, { kind: 'unsatisfiable' }],
  ['bytes=0-', 0, { kind: 'unsatisfiable' }],
  ['bytes=20-10', 100, whole],
  ['bytes=-', 100, whole],
  ['bytes=0-1,5-6', 100, whole],
  ['items=0-1', 100, whole],
  ['bytes=a-b', 100, whole],
])('the range %s of %s bytes', (header, size, range) => {
  expect(parseRange(header, size)).toEqual(range)
})
