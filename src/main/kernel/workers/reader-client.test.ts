import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { countArtists, die, heldLong, linger, refuse, write } from '#tests/fixtures/kernel/sample-reads.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import { AppError, isAbort } from '#shared/errors.ts'
import { defineRead } from '../db/reads.ts'
import { silentLog } from '../log.ts'
import { startReader } from './reader-client.ts'

function sample() {
  const db = openTestLibrary()
  const reader = startReader({ workers: () => pathToFileURL('tests/fixtures/kernel/sample-reader.ts'), library: db.path, log: silentLog })
  onTestFinished(() => reader.close())
  return { db, reader }
}

test('a read sees what was committed before it was asked for', async () => {
  const { db, reader } = sample()
  expect(await reader.run(countArtists, undefined)).toBe(0)
  db.prepare("INSERT INTO artists (name, nameKey, nameSort, addedAt) VALUES ('Björk', 'bjork', 'bjork', 1)").run()
  expect(await reader.run(countArtists, undefined)).toBe(1)
})

test('a read rejects with its own error and cannot write', async () => {
  const { reader } = sample()
  await expect(reader.run(refuse, 'app')).rejects.toBeInstanceOf(AppError)
  await expect(reader.run(refuse, 'app')).rejects.toMatchObject({ code: 'not-found', data: { id: 7 } })
  await expect(reader.run(refuse, 'sql')).rejects.toMatchObject({ message: expect.stringContaining('nowhere') })
  await expect(reader.run(write, undefined)).rejects.toMatchObject({ message: expect.stringMatching(/readonly|read-only|query/i) })
  await expect(reader.run(defineRead('sample.unheardOf', () => 1), undefined)).rejects.toMatchObject({ code: 'bug' })
})

test('a long read does not keep short ones waiting', async () => {
  const { reader } = sample()
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const long = reader.run(heldLong, flag)
  expect(await reader.run(countArtists, undefined)).toBe(0)
  expect(await reader.run(linger, 1)).toBe('lingered')
  Atomics.store(flag, 0, 1)
  Atomics.notify(flag, 0)
  expect(await long).toMatch(/ok|not-equal/)
})

test('short reads run in the order they were asked for, and one nobody wants any more not at all', async () => {
  const { reader } = sample()
  const ended: string[] = []
  const changedMind = new AbortController()
  const first = reader.run(linger, 60).then(() => ended.push('first'))
  const dropped = reader.run(die, undefined, changedMind.signal)
  const last = reader.run(countArtists, undefined).then(() => ended.push('last'))
  changedMind.abort()
  await expect(dropped).rejects.toSatisfy(isAbort)
  await Promise.all([first, last])
  expect(ended).toEqual(['first', 'last'])
})

test('a thread that dies takes its read with it; the waiting ones go on in a new thread', async () => {
  const { reader } = sample()
  const died = reader.run(die, undefined)
  const waiting = reader.run(countArtists, undefined)
  await expect(died).rejects.toMatchObject({ code: 'bug', data: { exitCode: 3 } })
  expect(await waiting).toBe(0)
})

test('closing ends what runs and what waits', async () => {
  const { reader } = sample()
  const running = reader.run(linger, 5_000)
  const waiting = reader.run(countArtists, undefined)
  await Promise.all([reader.close(), expect(running).rejects.toSatisfy(isAbort), expect(waiting).rejects.toSatisfy(isAbort)])
  await expect(reader.run(countArtists, undefined)).rejects.toSatisfy(isAbort)
})
