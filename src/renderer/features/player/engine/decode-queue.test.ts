import { expect, test } from 'vitest'
import { createDecodeQueue } from './decode-queue.ts'

test('jobs run one after the other, in order, and a failed one holds nobody up', async () => {
  const queue = createDecodeQueue()
  const { signal } = new AbortController()
  const seen: string[] = []
  const first = queue.run(signal, async () => {
    seen.push('first begins')
    await Promise.resolve()
    seen.push('first ends')
    throw new Error('damaged')
  })
  const second = queue.run(signal, async () => seen.push('second'))
  await expect(first).rejects.toThrow('damaged')
  await second
  expect(seen).toEqual(['first begins', 'first ends', 'second'])
})

test('a job called off before its turn never runs', async () => {
  const queue = createDecodeQueue()
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = queue.run(new AbortController().signal, () => promise)
  const abort = new AbortController()
  let hasRun = false
  const second = queue.run(abort.signal, async () => {
    hasRun = true
  })
  abort.abort()
  resolve()
  await first
  await expect(second).rejects.toThrow('aborted')
  expect(hasRun).toBe(false)
})
