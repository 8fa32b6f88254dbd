import { expect, test } from 'vitest'
import { testContext } from '#tests/factories/library.ts'
import { adoptPassword, checkToken, createToken, hasPassword, listAccessTokens, revokeToken, setPassword, verifyPassword } from './access.service.ts'

function memorySecrets() {
  const values = new Map<string, string>()
  return { values, get: async (name: string) => values.get(name) ?? null, set: async (name: string, value: string) => void values.set(name, value), remove: async (name: string) => void values.delete(name) }
}

test('a token opens until it is revoked, and only its hash is stored', () => {
  const ctx = testContext()
  const { token } = createToken(ctx, 'phone')
  expect(checkToken(ctx, token)?.name).toBe('phone')
  expect(checkToken(ctx, `${token}x`)).toBeUndefined()
  expect(JSON.stringify(ctx.db.prepare('SELECT * FROM access_tokens').all())).not.toContain(token)
  expect(listAccessTokens(ctx)).toMatchObject([{ name: 'phone', lastUsedAt: ctx.clock.now() }])
  revokeToken(ctx, 'phone')
  expect(checkToken(ctx, token)).toBeUndefined()
})

test('a doubled or empty name is refused', () => {
  const ctx = testContext()
  createToken(ctx, 'phone')
  expect(() => createToken(ctx, ' phone ')).toThrow('already')
  expect(() => createToken(ctx, '  ')).toThrow('needs a name')
  expect(() => revokeToken(ctx, 'tablet')).toThrow('no token')
})

test('the password is stored as a salted hash and compared', async () => {
  const secrets = memorySecrets()
  expect(await verifyPassword({ secrets }, '')).toBe(false)
  await expect(setPassword({ secrets }, 'short')).rejects.toThrow('8 characters')
  await setPassword({ secrets }, 'correct horse')
  expect([...secrets.values.values()].join()).not.toContain('horse')
  expect(await verifyPassword({ secrets }, 'correct horse')).toBe(true)
  expect(await verifyPassword({ secrets }, 'correct horsf')).toBe(false)
  await setPassword({ secrets }, '')
  expect(await hasPassword({ secrets })).toBe(false)
})

test('the password of the environment replaces the stored one, once', async () => {
  const secrets = memorySecrets()
  await setPassword({ secrets }, 'correct horse')
  await adoptPassword({ secrets, environment: { SILLON_PASSWORD: 'battery staple' } })
  expect(await verifyPassword({ secrets }, 'battery staple')).toBe(true)
  const stored = [...secrets.values.values()]
  await adoptPassword({ secrets, environment: { SILLON_PASSWORD: 'battery staple' } })
  await adoptPassword({ secrets, environment: {} })
  expect([...secrets.values.values()]).toEqual(stored)
  await expect(adoptPassword({ secrets, environment: { SILLON_PASSWORD: 'short' } })).rejects.toThrow('8 characters')
})
