import { expect, test } from 'vitest'
import { settingsSchema } from '#shared/contract/settings.contract.ts'
import { testContext } from '#tests/factories/library.ts'
import { createLog } from '#main/kernel/log.ts'
import { openSettings } from './settings.service.ts'

const defaults = settingsSchema.parse({})

function setUp(environment: Record<string, string> = {}, context = testContext()) {
  const warnings: Record<string, unknown>[] = []
  const log = createLog((_level, message, facts) => warnings.push({ message, ...facts }))
  return { ...context, context, warnings, settings: openSettings({ ...context, log, environment }) }
}

test('a new library has every default', () => {
  expect(setUp().settings.get()).toEqual(defaults)
})

test('a change is kept, told once, and leaves the other settings alone', () => {
  const first = setUp()
  const changed = first.settings.update({ theme: 'paper', shortcuts: { play: 'Space' } })
  expect(changed).toEqual({ ...defaults, theme: 'paper', shortcuts: { play: 'Space' } })
  expect(first.heard).toEqual([{ type: 'settings.changed', settings: changed }])
  expect(setUp({}, first.context).settings.get()).toEqual(changed)
})

test('a value out of bounds changes nothing', () => {
  const { settings, heard, db } = setUp()
  expect(() => settings.update({ theme: 'paper', backupsKept: 0 })).toThrow('backupsKept')
  expect(settings.get()).toEqual(defaults)
  expect(heard).toEqual([])
  expect(db.prepare('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 0 })
})

test('a spoilt value costs that value only, and one of another version is left alone', () => {
  const first = setUp()
  first.settings.update({ theme: 'paper', backupsKept: 9 })
  first.db.prepare("UPDATE settings SET valueJson = '\"mauve\"' WHERE key = 'theme'").run()
  first.db.prepare("INSERT INTO settings VALUES ('density', '{spoilt', 0), ('ofTomorrow', '1', 0)").run()
  const second = setUp({}, first.context)
  expect(second.settings.get()).toEqual({ ...defaults, backupsKept: 9 })
  expect(second.warnings).toMatchObject([{ key: 'density' }, { key: 'theme' }])
  expect(second.db.prepare("SELECT valueJson FROM settings WHERE key = 'ofTomorrow'").get()).toEqual({ valueJson: '1' })
})

test('the environment wins at a start, is not stored, and gives way to a change during the run', () => {
  const first = setUp({ SILLON_FFMPEG: '/opt/ffmpeg' })
  expect(first.settings.get().ffmpegPath).toBe('/opt/ffmpeg')
  expect(setUp({}, first.context).settings.get().ffmpegPath).toBe('')
  first.settings.update({ ffmpegPath: '/usr/bin/ffmpeg' })
  expect(first.settings.get().ffmpegPath).toBe('/usr/bin/ffmpeg')
  expect(setUp({ SILLON_FFMPEG: '/opt/ffmpeg' }, first.context).settings.get().ffmpegPath).toBe('/opt/ffmpeg')
})
