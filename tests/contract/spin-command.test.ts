import { mkdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dataPaths } from '#main/kernel/paths.ts'
import { sillon } from '#tests/factories/command-line.ts'
import { openTestLibrary, temporaryFolder } from '#tests/factories/library.ts'
import { openNamedLibrary } from '#tests/factories/named-library.ts'

/* What docs/api.md promises of `spin`. */

let home = ''
const run = (...args: string[]) => sillon([...args, '--json', '--data', join(home, 'data')], { cwd: home })

beforeAll(() => {
  home = realpathSync(temporaryFolder(afterAll))
  const folder = dirname(dataPaths(join(home, 'data')).library)
  mkdirSync(folder, { recursive: true })
  let close = (): void => undefined
  const named = openNamedLibrary(openTestLibrary(folder, (done) => (close = done)))
  for (const [index, position] of ['A1', 'A2', 'B1'].entries()) named.add({ title: `Song ${position}`, artist: 'Ana Ray', album: 'Blue Room', number: index + 1, position })
  close()
})

test('a side put on earlier is written as plays, from the track that is told', async () => {
  expect((await run('spin', '1', '--side', 'a', '--from', '2', '--at', '2026-01-05T20:15:00Z')).json).toEqual({
    sessionId: 1, albumId: 1, side: 'A', startedAt: '2026-01-05T20:15:00.000Z', endsAt: '2026-01-05T20:18:20.000Z', plays: 1, items: [{ trackId: 2, track: 'Song A2', startedAt: '2026-01-05T20:15:00.000Z', durationMs: 200_000 }],
  })
  expect((await run('plays', '--source', 'spin')).json).toMatchObject({ total: 1, items: [{ artist: 'Ana Ray', track: 'Song A2', album: 'Blue Room', startedAt: '2026-01-05T20:15:00.000Z', durationMs: 200_000, isCounted: true, how: 'vinyl', trackId: 2 }] })
})

test('what cannot be put on is refused in words', async () => {
  expect(await run('spin', '1', '--side', 'C')).toMatchObject({ exitCode: 1, json: { error: { code: 'not-found', message: expect.stringContaining('A, B') } } })
  expect(await run('spin', '9')).toMatchObject({ exitCode: 1, json: { error: { code: 'not-found' } } })
  expect(await run('spin', '1', '--at', '2126-01-05T20:15:00Z')).toMatchObject({ exitCode: 2, json: { error: { code: 'invalid-input' } } })
})
