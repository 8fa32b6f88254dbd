import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#tests/factories/library.ts'
import { createEnvironmentSecrets } from './environment-secrets.ts'
import { silentLog } from './log.ts'
import { createFileSecrets, createMemorySecrets } from './secrets.ts'

const hasModes = process.platform !== 'win32'
const skipped = hasModes ? '' : ' (skipped: Windows has no such modes)'

test('secrets are kept across instances, and removed ones are gone', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  const secrets = createFileSecrets(file)
  expect(await secrets.get('lastfm.secret')).toBeNull()
  await secrets.set('lastfm.secret', 'é ↯')
  await secrets.set('discogs.token', 't')
  expect(await createFileSecrets(file).get('lastfm.secret')).toBe('é ↯')
  await secrets.remove('lastfm.secret')
  expect(await createFileSecrets(file).get('lastfm.secret')).toBeNull()
  expect(await createFileSecrets(file).get('discogs.token')).toBe('t')
})

test.skipIf(!hasModes)(`the file is for its owner alone and leaves nothing beside it${skipped}`, async () => {
  const folder = temporaryFolder()
  await createFileSecrets(join(folder, 'secrets.json')).set('a', 'b')
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['secrets.json'])
})

test.skipIf(!hasModes)(`a file that others may read is refused with the command that mends it${skipped}`, async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  await createFileSecrets(file).set('a', 'b')
  chmodSync(file, 0o640)
  await expect(createFileSecrets(file).get('a')).rejects.toMatchObject({ code: 'permission', message: expect.stringContaining(`chmod 600 '${file}'`) })
  await expect(createFileSecrets(file).set('c', 'd')).rejects.toMatchObject({ code: 'permission' })
  chmodSync(file, 0o600)
  expect(await createFileSecrets(file).get('a')).toBe('b')
})

test('a file that cannot be understood is kept, and its content is not told', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  writeFileSync(file, '{"token": "SECRET', { mode: 0o600 })
  await expect(createFileSecrets(file).set('a', 'b')).rejects.toSatisfy((error: Error) => error.message.includes(file) && !JSON.stringify([error.message, error.cause]).includes('SECRET'))
  expect(readFileSync(file, 'utf8')).toBe('{"token": "SECRET')
})

test('credentials of the environment win at a start, are stored, and can be changed during the run', async () => {
  const store = createMemorySecrets({ 'discogs.token': 'old', 'ai.key': 'kept' })
  const secrets = await createEnvironmentSecrets(store, { SILLON_DISCOGS_TOKEN: 'new', SILLON_LASTFM_USER: '', PATH: '/bin' }, silentLog)
  expect(await secrets.get('discogs.token')).toBe('new')
  expect(await store.get('discogs.token')).toBe('new')
  expect(await secrets.get('lastfm.user')).toBeNull()
  expect(await secrets.get('ai.key')).toBe('kept')
  await secrets.set('discogs.token', 'newer')
  expect(await secrets.get('discogs.token')).toBe('newer')
  await secrets.remove('discogs.token')
  expect(await secrets.get('discogs.token')).toBeNull()
})

test('where the store cannot be written, credentials of the environment hold for the run', async () => {
  const taken = join(temporaryFolder(), 'taken')
  writeFileSync(taken, '')
  const file = join(taken, 'secrets.json')
  const secrets = await createEnvironmentSecrets(createFileSecrets(file), { SILLON_AI_KEY: 'k' }, silentLog)
  expect(await secrets.get('ai.key')).toBe('k')
  expect(existsSync(file)).toBe(false)
})
