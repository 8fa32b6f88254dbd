import { expect, test } from 'vitest'
import { createClosers } from './closers.ts'

test('what was opened last is closed first, once', async () => {
  const closers = createClosers()
  const closed: string[] = []
  closers.add(() => closed.push('lock'))
  closers.add(async () => closed.push('library'))
  await closers.close()
  await closers.close()
  expect(closed).toEqual(['library', 'lock'])
})

test('a step that fails keeps nothing else open, and is told', async () => {
  const closers = createClosers()
  const closed: string[] = []
  closers.add(() => closed.push('lock'))
  closers.add(() => Promise.reject(new Error('busy')))
  await expect(closers.close()).rejects.toThrow('busy')
  expect(closed).toEqual(['lock'])
})
