import { expect, test } from 'vitest'
import type { Backup } from '#shared/contract/backups.contract.ts'
import { expendableBackups } from './backups.rules.ts'

const dayMs = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 5, 1)

/** One a day, newest first: `s` sound, `?` never checked, `x` damaged; `m` and `r` sound ones of before a migration, a restore. */
function backups(pattern: string): Backup[] {
  return [...pattern].map((mark, age) => ({
    name: `${mark}${age}`,
    path: '',
    bytes: 1,
    schemaVersion: 1,
    createdAt: now - age * dayMs,
    reason: mark === 'm' ? 'migration' : mark === 'r' ? 'restore' : 'daily',
    isSound: mark === '?' ? null : mark !== 'x',
  }))
}

const goes = (pattern: string, kept: number): string[] => expendableBackups(backups(pattern), kept, now).map(({ name }) => name)

test.each([
  ['the newest stay', 'sssss', 3, ['s3', 's4']],
  ['fewer than wanted all stay', 'ss', 7, []],
  ['damaged ones do not count and go once enough good ones are newer', 'xsxssx', 2, ['s4', 'x5']],
  ['the newest sound one stays though many unchecked ones are newer', '????s', 2, ['?2', '?3']],
  ['when nothing is sound the newest unchecked ones stay', 'x?x?', 1, ['x2', '?3']],
  ['what was kept before a migration or restore stays for a month', 'ssmr', 1, ['s1']],
])('%s', (_name, pattern, kept, expected) => {
  expect(goes(pattern, kept)).toEqual(expected)
})

test('a month later what was kept before a migration goes like the others', () => {
  const [, ...old] = backups(`s${'s'.repeat(30)}m`)
  expect(expendableBackups(old, 40, now)).toEqual([])
  expect(expendableBackups(old, 1, now).map(({ name }) => name)).toContain('m31')
})
