import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sillon } from '#tests/factories/command-line.ts'
import { temporaryFolder } from '#tests/factories/library.ts'
import { writeMusicFolder } from '#tests/factories/music-folder.ts'

/*
 * What docs/api.md promises other programs, field by field, on a small folder of music that is scanned once. Commands
 * that change what others look at have a data folder of their own.
 */

const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const id = expect.any(Number)

let home = ''
let scanned: Awaited<ReturnType<typeof sillon>>
const read = (...args: string[]) => sillon([...args, '--json', '--data', 'data'], { cwd: home })

beforeAll(async () => {
  home = realpathSync(temporaryFolder(afterAll))
  await writeMusicFolder(join(home, 'music'))
  // Relative paths, of the folder and of the data, count from where the command was called.
  scanned = await read('scan', 'music')
})

test('scan adds a folder and counts every file once, failures with their reason', () => {
  expect(scanned.exitCode).toBe(0)
  expect(scanned.json).toEqual({
    files: 9,
    added: 7,
    updated: 0,
    unchanged: 0,
    missing: 0,
    failed: [
      { path: join(home, 'music/loose/empty.mp3'), reason: 'empty', message: expect.stringMatching(/\.$/) },
      { path: join(home, 'music/loose/notes.flac'), reason: 'not-audio', message: expect.stringMatching(/\.$/) },
    ],
    durationMs: expect.any(Number),
  })
})

test('files are told as they were read', async () => {
  const { json } = await read('files')
  const { total, items } = json as { total: number; items: Record<string, unknown>[] }
  expect(total).toBe(7)
  expect(items.find(({ path }) => path === join(home, 'music/Low Tide Ministry/Harbour Arithmetic/01.flac'))).toEqual({
    id, path: expect.any(String), title: 'Tidal Gauge', artist: 'Low Tide Ministry', albumArtist: 'Low Tide Ministry', album: 'Harbour Arithmetic', year: 1997, discNumber: 1, trackNumber: 1,
    durationMs: 13_000, genres: ['Ambient', 'Drone'], container: 'flac', codec: 'flac', bitrate: expect.any(Number), sampleRate: 44_100, channels: 2, hasCover: true, trackId: id, albumId: id,
  })
  expect(items.find(({ path }) => path === join(home, 'music/loose/found.mp3'))).toEqual({
    id, path: expect.any(String), title: 'Found Sound', artist: 'Nobody Much', albumArtist: null, album: null, year: null, discNumber: null, trackNumber: 1,
    durationMs: 13_009, genres: [], container: 'mpeg', codec: 'mp3', bitrate: 128, sampleRate: 44_100, channels: 2, hasCover: false, trackId: id, albumId: null,
  })
})

test('tracks, albums and artists have their fields; the best file of a track comes first', async () => {
  const tracks = await read('tracks', '--search', 'title:"Tidal Gauge"')
  expect(tracks.json).toEqual({
    total: 1,
    items: [
      {
        id, title: 'Tidal Gauge', artist: 'Low Tide Ministry', album: 'Harbour Arithmetic', albumId: id, durationMs: 13_000, plays: 0, ms: 0, lastPlayedAt: null,
        path: join(home, 'music/Low Tide Ministry/Harbour Arithmetic/01.flac'),
      },
    ],
  })
  expect((await read('albums')).json).toEqual({
    total: 2,
    items: [
      { id, title: 'Elsewhere', artist: 'Ines Vogt', year: 2021, tracks: 2, editions: 1, files: 2, copies: 0, plays: 0, hasCover: false },
      { id, title: 'Harbour Arithmetic', artist: 'Low Tide Ministry', year: 1997, tracks: 3, editions: 2, files: 4, copies: 0, plays: 0, hasCover: true },
    ],
  })
  expect((await read('artists')).json).toEqual({
    total: 3,
    items: [
      { id, name: 'Ines Vogt', albums: 1, tracks: 2, plays: 0 },
      { id, name: 'Low Tide Ministry', albums: 1, tracks: 3, plays: 0 },
      { id, name: 'Nobody Much', albums: 0, tracks: 1, plays: 0 },
    ],
  })
})

test('search gives the best matches, also without accents, in the shapes of the lists', async () => {
  const { json } = await read('search', 'etale')
  expect(json).toEqual({ tracks: [expect.objectContaining({ title: 'Étale', lastPlayedAt: null, path: expect.any(String) })], albums: [], artists: [], playlists: [] })
  expect((await read('search', 'low', 'tide', '--limit', '2')).json).toMatchObject({ artists: [{ name: 'Low Tide Ministry' }], albums: [{ title: 'Harbour Arithmetic' }] })
})

test('--limit and --offset walk a list from end to end, whose total stays', async () => {
  const seen: number[] = []
  for (let offset = 0; offset < 8; offset += 3) {
    const { json } = await read('files', '--limit', '3', '--offset', String(offset))
    const { total, items } = json as { total: number; items: { id: number }[] }
    expect(total).toBe(7)
    seen.push(...items.map((item) => item.id))
  }
  expect(seen).toHaveLength(7)
  expect(new Set(seen).size).toBe(7)
})

test('what a search text did not say is told on stderr, and the rest is searched', async () => {
  const { exitCode, stderr, json } = await read('tracks', '--search', 'yaer:1997')
  expect({ exitCode, json }).toMatchObject({ exitCode: 0, json: { total: 0 } })
  expect(stderr).toMatch(/no field “yaer”/)
})

test('without --json a list is a table for people', async () => {
  const { stdout } = await sillon(['albums', '--data', 'data'], { cwd: home })
  expect(stdout).toMatch(/^id +title +artist/)
  expect(stdout).toContain('Harbour Arithmetic')
  expect(stdout).toMatch(/2 of 2\n$/)
})

test('jobs lists what ran', async () => {
  const { json } = await read('jobs')
  expect((json as { items: unknown[] }).items).toContainEqual({
    id, type: 'library.scan', state: 'done', subject: join(home, 'music'), attempts: 1, runAfter: moment, createdAt: moment, startedAt: moment, endedAt: moment, error: null,
  })
})

test('doctor finds a sound library', async () => {
  const { json } = await read('doctor')
  expect(json).toEqual({ path: join(home, 'data/library.db'), schemaVersion: expect.any(Number), bytes: expect.any(Number), integrity: ['ok'], brokenReferences: 0, search: [], isSound: true })
})

test('a second scan changes nothing, a third sees what changed, vanished and came', async () => {
  const folder = realpathSync(temporaryFolder())
  const scan = async (...folders: string[]) => (await sillon(['scan', ...folders, '--json', '--data', 'data'], { cwd: folder })).json
  await writeMusicFolder(join(folder, 'music'))
  expect(await scan('music')).toMatchObject({ files: 9, added: 7 })
  expect(await scan('music', 'music/')).toMatchObject({ files: 9, added: 0, updated: 0, unchanged: 7, missing: 0, failed: [{}, {}] })
  rmSync(join(folder, 'music/loose/found.mp3'))
  mkdirSync(join(folder, 'more'))
  writeFileSync(join(folder, 'more/copy.mp3'), readFileSync(join(folder, 'music/Ines Vogt/Elsewhere/01.mp3')))
  expect(await scan('more')).toMatchObject({ files: 1, added: 1, failed: [] })
  expect(await scan()).toMatchObject({ files: 9, added: 0, unchanged: 7, missing: 1, failed: [{}, {}] })
})

test('a folder that is not there is named, and the others are not added either', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'music'))
  const { exitCode, json, stderr } = await sillon(['scan', 'music', 'nowhere', '--json', '--data', 'data'], { cwd: folder })
  expect({ exitCode, json }).toEqual({ exitCode: 1, json: { error: { code: 'not-found', message: expect.stringContaining(join(folder, 'nowhere')) } } })
  expect(stderr).toContain(join(folder, 'nowhere'))
  expect((await sillon(['scan', '--json', '--data', 'data'], { cwd: folder })).json).toMatchObject({ files: 0, failed: [] })
})

test('backups are made, listed, verified and restored', async () => {
  const folder = temporaryFolder()
  const run = async (...args: string[]) => (await sillon([...args, '--json', '--data', 'data'], { cwd: folder })).json
  expect(await run('token', 'create', 'before')).toMatchObject({ name: 'before' })
  const made = (await run('backup', 'create')) as { name: string; path: string }
  expect(made).toEqual({ name: expect.any(String), path: expect.any(String), bytes: expect.any(Number), createdAt: moment, reason: 'request', isSound: true })
  expect(existsSync(made.path)).toBe(true)
  expect(await run('backup', 'list')).toEqual({ items: [made] })
  expect(await run('backup', 'verify', made.name)).toEqual({ name: made.name, isSound: true })
  await run('token', 'create', 'after')
  expect(await run('backup', 'restore', made.name)).toEqual({ restored: made.name })
  expect(await run('token', 'list')).toMatchObject({ items: [{ name: 'before' }] })
  expect(await run('backup', 'restore', 'nothing.db')).toMatchObject({ error: { code: 'not-found' } })
})

test('a library that cannot be opened is told, and goes back to its backup', async () => {
  const folder = temporaryFolder()
  const run = (...args: string[]) => sillon([...args, '--json', '--data', 'data'], { cwd: folder })
  await run('token', 'create', 'kept')
  const { name } = (await run('backup', 'create')).json as { name: string }
  writeFileSync(join(folder, 'data/library.db'), 'spoilt beyond recognition')
  expect(await run('tracks')).toMatchObject({ exitCode: 1, json: { error: { code: 'database-damaged' } } })
  expect((await run('backup', 'list')).json).toMatchObject({ items: [{ name }] })
  expect(await run('backup', 'restore', name)).toMatchObject({ exitCode: 0 })
  expect((await run('token', 'list')).json).toMatchObject({ items: [{ name: 'kept' }] })
})

test('tokens are shown once, listed without their secret, and revoked', async () => {
  const folder = temporaryFolder()
  const run = (...args: string[]) => sillon([...args, '--json', '--data', 'data'], { cwd: folder })
  const { token } = (await run('token', 'create', 'phone')).json as { token: string }
  expect(token).toMatch(/^[\w-]{43}$/)
  expect((await run('token', 'list')).json).toEqual({ items: [{ name: 'phone', createdAt: moment, lastUsedAt: null }] })
  expect(await run('token', 'create', 'phone')).toMatchObject({ exitCode: 1, json: { error: { code: 'conflict' } } })
  expect((await run('token', 'revoke', 'phone')).json).toEqual({ revoked: 'phone' })
  expect(await run('token', 'revoke', 'phone')).toMatchObject({ exitCode: 1, json: { error: { code: 'not-found' } } })
})

test('the password is read from standard input and never printed', async () => {
  const folder = temporaryFolder()
  const run = (input: string) => sillon(['password', '--json', '--data', 'data'], { cwd: folder, input })
  const set = await run('correct horse\n')
  expect(set.json).toEqual({ isSet: true })
  expect(`${set.stdout}${set.stderr}${readFileSync(join(folder, 'data/secrets.json'), 'utf8')}`).not.toContain('horse')
  expect(await run('short')).toMatchObject({ exitCode: 2, json: { error: { code: 'invalid-input' } } })
  expect((await run('')).json).toEqual({ isSet: false })
})

test('jobs run says what waits; retry and cancel take the id of a job', async () => {
  const folder = temporaryFolder()
  const run = (...args: string[]) => sillon([...args, '--json', '--data', 'data'], { cwd: folder })
  expect((await run('jobs', 'run')).json).toEqual({ waiting: [], failed: [] })
  await run('backup', 'create')
  const { items } = (await run('jobs')).json as { items: { id: number }[] }
  const job = String(items[0]?.id)
  expect((await run('jobs', 'retry', job)).json).toEqual({ id: Number(job), state: 'done', error: null })
  expect((await run('jobs', 'cancel', job)).json).toEqual({ id: Number(job), isCancelled: false })
  expect(await run('jobs', 'cancel', '999')).toMatchObject({ exitCode: 1, json: { error: { code: 'not-found' } } })
  expect(await run('jobs', 'retry', 'x')).toMatchObject({ exitCode: 2, json: { error: { code: 'invalid-input', message: expect.stringContaining('"x"') } } })
})

test('reading where there is no library yet says so', async () => {
  const folder = temporaryFolder()
  expect(await sillon(['albums', '--json', '--data', 'data'], { cwd: folder })).toMatchObject({ exitCode: 1, json: { error: { code: 'not-found' } } })
  expect(existsSync(join(folder, 'data'))).toBe(false)
})

test.each([
  [['dance'], 'There is no command "dance"'],
  [['token'], 'token takes one of: create, list, revoke.'],
  [['token', 'create'], 'token create needs <name>'],
  [['albums', 'extra'], 'albums does not take "extra"'],
  [['albums', '--serach', 'x'], '--serach'],
  [['albums', '--limit', '0'], '--limit takes a whole number from 1, not "0"'],
  [['albums', '--limit=ten'], '--limit takes a whole number from 1, not "ten"'],
  [['albums', '--offset=-1'], '--offset takes a whole number from 0'],
  [['albums', '--data='], '--data takes the path of a folder'],
  [[], 'Say what to do'],
])('wrong usage is told in words and ends with 2: %j', async (args, sentence) => {
  const plain = await sillon(args)
  expect({ exitCode: plain.exitCode, stdout: plain.stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(plain.stderr).toContain(sentence)
  expect((await sillon([...args, '--json'])).json).toEqual({ error: { code: 'invalid-input', message: expect.stringContaining(sentence) } })
})

test.each([[['help']], [['--help']], [['-h']]])('%j lists every command', async (args) => {
  const { exitCode, stdout } = await sillon(args)
  expect(exitCode).toBe(0)
  for (const name of ['scan [<folder>...]', 'files', 'albums', 'backup restore <name>', 'token create <name>', 'doctor']) expect(stdout).toContain(`  ${name}`)
})

test('options may stand before the command, and --help explains it alone', async () => {
  expect(await sillon(['--json', '--data', 'data', 'artists', '--limit', '1'], { cwd: home })).toMatchObject({ exitCode: 0, json: { total: 3, items: [{}] } })
  expect((await sillon(['backup', 'restore', '--help'])).stdout).toMatch(/^sillon backup restore <name>\n/)
})

test('progress is told on stderr: a bar on a terminal, lines elsewhere', async () => {
  expect(scanned.stderr).toMatch(/^(?:counting|reading)\b.*\n/)
  expect(scanned.stderr).not.toContain('\u001b')
  const shown = await sillon(['scan', '--json', '--data', 'data'], { cwd: home, isTerminal: true })
  expect(shown.stderr).toContain('\r\u001b[K')
  expect(shown.stderr.endsWith('\r\u001b[K')).toBe(true)
  expect(shown.json).toMatchObject({ files: 9, unchanged: 7 })
})

test('an interrupted scan says so, and the next one does the work', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'music'))
  writeFileSync(join(folder, 'music/empty.mp3'), '')
  const interrupted = await sillon(['scan', 'music', '--json', '--data', 'data'], { cwd: folder, signal: AbortSignal.abort() })
  expect(interrupted).toMatchObject({ exitCode: 1, json: { error: { code: 'unavailable', message: expect.stringContaining('Interrupted') } } })
  expect((await sillon(['scan', '--json', '--data', 'data'], { cwd: folder })).json).toMatchObject({ files: 1, failed: [{ reason: 'empty' }] })
})
