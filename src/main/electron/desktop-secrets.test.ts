import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#tests/factories/library.ts'
import { createAskingSecrets } from './asking-secrets.ts'
import { createEncryptedSecrets } from './encrypted-secrets.ts'

/** Turns bytes around, under a key that can change. */
function reversingCipher() {
  const state = { key: 'one' }
  return {
    state,
    encrypt: async (text: string) => Buffer.from(`${state.key}:${text}`).reverse(),
    decrypt: async (encrypted: Buffer) => {
      const [key, text = ''] = Buffer.from(encrypted).reverse().toString().split(':')
      return { text, isStale: key !== state.key }
    },
  }
}

test('secrets are written encrypted, for the owner alone, and read back by the next start', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  const cipher = reversingCipher()
  const secrets = createEncryptedSecrets(file, cipher)
  expect(await secrets.get('a')).toBeNull()
  await secrets.set('a', 'first words')
  await secrets.set('b', 'été')
  expect(readFileSync(file, 'utf8')).not.toContain('first')
  expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600)
  const again = createEncryptedSecrets(file, cipher)
  expect([await again.get('a'), await again.get('b')]).toEqual(['first words', 'été'])
  await again.remove('a')
  expect(await again.get('a')).toBeNull()
})

test('a secret under a key that was changed is encrypted anew when it is read', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  const cipher = reversingCipher()
  const secrets = createEncryptedSecrets(file, cipher)
  await secrets.set('a', 'words')
  const before = readFileSync(file, 'utf8')
  cipher.state.key = 'two'
  expect(await secrets.get('a')).toBe('words')
  expect(readFileSync(file, 'utf8')).not.toBe(before)
})

test('a spoilt file of secrets is told and kept', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  writeFileSync(file, 'not JSON')
  const secrets = createEncryptedSecrets(file, reversingCipher())
  await expect(secrets.get('a')).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('kept as it is') })
  await expect(secrets.set('a', 'b')).rejects.toMatchObject({ code: 'conflict' })
  expect(readFileSync(file, 'utf8')).toBe('not JSON')
})

test('without a keyring nothing is asked before there is a secret; kept or not as the person says, once', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  let questions = 0
  const open = (answer: boolean) =>
    createAskingSecrets(file, async () => {
      questions += 1
      return answer
    })

  const forgetting = open(false)
  expect(await forgetting.get('a')).toBeNull()
  expect(questions).toBe(0)
  await Promise.all([forgetting.set('a', 'one'), forgetting.set('b', 'two')])
  expect([await forgetting.get('a'), await forgetting.get('b'), questions, existsSync(file)]).toEqual(['one', 'two', 1, false])
  expect(await open(false).get('a')).toBeNull()

  const keeping = open(true)
  await keeping.set('a', 'one')
  expect([await open(false).get('a'), questions]).toEqual(['one', 2])
  const later = open(false)
  await later.set('b', 'two')
  await later.remove('a')
  expect([await later.get('a'), await open(false).get('b'), questions]).toEqual([null, 'two', 2])
})
