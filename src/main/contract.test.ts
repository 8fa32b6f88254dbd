import { call } from '@orpc/server'
import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { os } from './contract.ts'

const caller = { id: 'a', kind: 'window' as const }

test.each([
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_CORRUPT_INDEX', 'database-damaged'],
  ['ENOSPC', 'disk-full'],
])('%s met by a procedure reaches the caller as %s', async (code, expected) => {
  const handler = os.jobs.clear.handler(() => {
    throw Object.assign(new Error('raw'), { code })
  })
  await expect(call(handler, undefined, { context: caller })).rejects.toMatchObject({ code: expected, message: expect.stringMatching(/the library/i) })
})

test('other errors pass as they are', async () => {
  const refusal = new AppError('conflict', verbatim('No.'))
  const handler = os.jobs.clear.handler(() => {
    throw refusal
  })
  await expect(call(handler, undefined, { context: caller })).rejects.toBe(refusal)
})
