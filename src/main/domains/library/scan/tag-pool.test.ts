import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { openTagPool } from './tag-pool.ts'
import { say, verbatim } from '#shared/messages/say.ts'

function pool(longestMs = 300) {
  const opened = openTagPool({ worker: pathToFileURL('tests/fixtures/library/stubborn-reader.ts'), size: 1, longestMs })
  onTestFinished(() => opened.close())
  return opened
}

const requests = (...paths: string[]) => paths.map((path) => ({ path, size: 1, mayHaveLyrics: false }))
const fine = (path: string) => ({ reason: 'empty', told: verbatim(path) })

test('a reader that never comes back from a file is ended; the file is too slow, the others are read', async () => {
  expect(await pool().read(requests('a', 'b', 'hang', 'c', 'd'))).toEqual([fine('a'), fine('b'), { reason: 'too-slow', told: say`The file was given up after ${0} seconds.` }, fine('c'), fine('d')])
})

test('a file that stops its reader is unreadable, whether it ends the thread or eats its memory', async () => {
  const damaged = { reason: 'unreadable', told: say`The file is damaged in a way that stopped its reader.` }
  expect(await pool(30_000).read(requests('a', 'exit', 'b'))).toEqual([fine('a'), damaged, fine('b')])
  expect(await pool(30_000).read(requests('memory', 'b'))).toEqual([damaged, fine('b')])
})

test('calls that share a thread with a bad file are read all the same', async () => {
  const shared = pool()
  const [first, second, third] = await Promise.all([shared.read(requests('a', 'exit')), shared.read(requests('b', 'c')), shared.read(requests('hang', 'd'))])
  expect(first?.[0]).toEqual(fine('a'))
  expect(second).toEqual([fine('b'), fine('c')])
  expect(third?.[0]).toMatchObject({ reason: 'too-slow' })
  expect(third?.[1]).toEqual(fine('d'))
})

test('closing ends what is open', async () => {
  const closing = pool()
  const open = closing.read(requests('hang'))
  closing.close()
  await expect(open).rejects.toMatchObject({ name: 'AbortError' })
})
