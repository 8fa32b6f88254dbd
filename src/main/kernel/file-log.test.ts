import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { manualClock, temporaryFolder } from '#tests/factories/library.ts'
import { createFileLog } from './file-log.ts'
import type { FileLogOptions } from './file-log.ts'
import { maskText, masked } from './mask-secrets.ts'

function fileLog(options: FileLogOptions = {}) {
  const folder = temporaryFolder()
  const log = createFileLog(folder, { clock: manualClock(), ...options })
  onTestFinished(log.close)
  const lines = (): Record<string, unknown>[] =>
    readFileSync(join(folder, 'sillon.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { log, folder, lines }
}

test('a line is on disk when the call returns, with its time, level and facts', () => {
  const { log, lines } = fileLog()
  log.with({ jobId: 7 }).info('job done', { files: 3 })
  expect(lines()).toEqual([{ time: '2026-01-01T12:00:00.000Z', level: 'info', message: 'job done', jobId: 7, files: 3 }])
})

test('lines below the chosen level are not written', () => {
  const { log, lines } = fileLog({ level: 'warn' })
  log.debug('a')
  log.info('b')
  log.warn('c')
  log.error('d')
  expect(lines().map(({ message }) => message)).toEqual(['c', 'd'])
})

test('files rotate by size and only so many are kept', () => {
  const { log, folder } = fileLog({ maxBytes: 1_000, kept: 2 })
  for (let count = 0; count < 60; count += 1) log.info(`line ${count}`)
  expect(readdirSync(folder).sort()).toEqual(['sillon.1.log', 'sillon.2.log', 'sillon.log'])
  const recent = log.recentLines(20).map((line) => (JSON.parse(line) as { message: string }).message)
  expect(recent).toEqual(Array.from({ length: 20 }, (_, index) => `line ${40 + index}`))
})

test('secrets are hidden by the name of their field, however deep', () => {
  const { log, lines } = fileLog()
  log.info('request', {
    headers: { Authorization: 'Discogs token=abcdefgh', 'X-Api-Key': 'k-1', cookie: 'sillon_session=1' },
    token: 't',
    lastfm: { apiKey: 'a', api_sig: 'b', sk: 'c', secret: 'd', user: 'ann' },
    password: 'p',
    key: 'k',
    nameKey: 'björk',
    hasToken: true,
  })
  expect(lines()[0]).toMatchObject({
    headers: { Authorization: masked, 'X-Api-Key': masked, cookie: masked },
    token: masked,
    lastfm: { apiKey: masked, api_sig: masked, sk: masked, secret: masked, user: 'ann' },
    password: masked,
    key: masked,
    nameKey: 'björk',
    hasToken: true,
  })
})

test.each([
  ['https://ws.example/2.0/?method=x&api_key=SECRET&sk=SECRET&api_sig=SECRET', `https://ws.example/2.0/?method=x&api_key=${masked}&sk=${masked}&api_sig=${masked}`],
  ['http://127.0.0.1:4545/?token=SECRET', `http://127.0.0.1:4545/?token=${masked}`],
  ['proxy http://ann:SECRET@proxy.example:3128 refused', `proxy http://ann:${masked}@proxy.example:3128 refused`],
  ['sent Authorization: Bearer SECRETSECRET', `sent Authorization: Bearer ${masked}`],
  ['key sk-abcdefghijklmnop was refused', `key ${masked} was refused`],
  ['played "Key of Life" at 12:30, monkey=3', 'played "Key of Life" at 12:30, monkey=3'],
])('secrets in text are hidden: %s', (text, expected) => {
  expect(maskText(text)).toBe(expected)
})

test('errors keep their code, stack and cause, without secrets', () => {
  const { log, lines } = fileLog()
  const cause = Object.assign(new Error('GET https://x.example/?token=SECRET failed'), { code: 'ECONNRESET' })
  log.error('failed', { error: new AppError('unavailable', verbatim('Gone.'), { cause }) })
  const [line] = lines()
  expect(line).toMatchObject({ error: { code: 'unavailable', message: 'Gone.', cause: { code: 'ECONNRESET', message: `GET https://x.example/?token=${masked} failed` } } })
  expect(JSON.stringify(line)).not.toContain('SECRET')
})

test('facts that loop or are huge are cut, not refused', () => {
  const { log, lines } = fileLog()
  const loop: Record<string, unknown> = { text: 'x'.repeat(100_000), many: Array.from({ length: 10_000 }, (_, index) => index), big: 10n }
  loop.self = loop
  log.info('loop', loop)
  expect(JSON.stringify(lines()[0]).length).toBeLessThan(40_000)
})

test('a folder that cannot hold the log sends lines to stderr and nothing is thrown', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'taken'), '')
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => write.mockRestore())
  createFileLog(join(folder, 'taken')).error('lost')
  expect(write).toHaveBeenCalledWith(expect.stringContaining('"message":"lost"'))
})

test('the folder may come back', () => {
  const folder = join(temporaryFolder(), 'logs')
  const log = createFileLog(folder)
  log.info('one')
  log.close()
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  log.info('two')
  onTestFinished(log.close)
  expect(log.recentLines(10)).toHaveLength(1)
})
