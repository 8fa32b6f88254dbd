import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sillon } from '#tests/factories/command-line.ts'
import { hear, words } from '#tests/factories/heard.ts'
import { temporaryFolder } from '#tests/factories/library.ts'
import { makeCorrection } from '#main/domains/corrections/correction-work.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import { dataPaths } from '#main/kernel/paths.ts'

test('the ledger is listed and undone from the command line', async () => {
  const home = temporaryFolder()
  const data = join(home, 'data')
  const read = (...args: string[]) => sillon([...args, '--json', '--data', data], { cwd: home })
  // Opens and migrates the library.
  await read('jobs', 'run')
  const db = openDatabase({ path: dataPaths(data).library })
  hear(db, words('Low Tied', 'Foam'), 3)
  const { id } = makeCorrection(db, { kind: 'rename-artist', artist: 'Low Tied', to: 'Low Tide' }, 1000)
  db.close()

  expect((await read('corrections')).json).toEqual({
    total: 1,
    items: [
      {
        id, kind: 'rename-artist', rule: 'Low Tied → Low Tide', plays: 3, texts: 1, createdAt: '1970-01-01T00:00:01.000Z', undoneAt: null,
        correction: { kind: 'rename-artist', artist: 'Low Tied', to: 'Low Tide' },
      },
    ],
  })
  expect((await read('corrections', 'undo', String(id))).json).toMatchObject({ id, texts: 1, plays: 3, examples: [{ before: { artist: 'Low Tide' }, after: { artist: 'Low Tied' } }] })
  expect((await read('corrections')).json).toMatchObject({ items: [{ id, undoneAt: expect.stringMatching(/Z$/) }] })
  const again = await read('corrections', 'undo', String(id))
  expect([again.exitCode, JSON.stringify(again.json ?? again.stderr)]).toEqual([expect.any(Number), expect.stringContaining('undone already')])
  expect((await read('corrections', 'undo', 'x')).exitCode).not.toBe(0)
})
