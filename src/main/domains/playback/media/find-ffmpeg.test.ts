import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#tests/factories/library.ts'
import { findFfmpeg } from './find-ffmpeg.ts'

test.skipIf(process.platform === 'win32')('ffmpeg is looked for in the setting, the environment and the path, and must answer as ffmpeg (skipped: shell scripts stand in for it)', async () => {
  const folder = temporaryFolder()
  const script = (name: string, says: string): string => {
    const path = join(folder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, `#!/bin/sh\ntouch "${folder}/ran-$(basename $0)"\necho "${says}"\n`, { mode: 0o755 })
    return path
  }
  const setting = script('set/ffmpeg-7', 'ffmpeg version 7.0 Copyright')
  const environment = script('env/anything', 'ffmpeg version n6.1 Copyright')
  script('path/ffmpeg', 'ffmpeg version 5.1.9-0+deb12u1 Copyright')
  const PATH = `/nowhere:${join(folder, 'path')}`
  expect(await findFfmpeg(setting, { SILLON_FFMPEG: environment, PATH })).toEqual({ path: setting, version: '7.0' })
  expect((await findFfmpeg('', { SILLON_FFMPEG: environment, PATH }))?.version).toBe('n6.1')
  expect((await findFfmpeg(join(folder, 'gone/ffmpeg'), { PATH }))?.version).toBe('5.1.9-0+deb12u1')
  expect(await findFfmpeg('', { PATH: '/nowhere' })).toBeNull()
  const rogue = script('set/rogue', 'ffmpeg version 9')
  expect((await findFfmpeg(rogue, { PATH }))?.version).toBe('5.1.9-0+deb12u1')
  expect(existsSync(join(folder, 'ran-rogue'))).toBe(false)
  expect(await findFfmpeg('', { SILLON_FFMPEG: script('env/ffmpeg', 'something else'), PATH: '' })).toBeNull()
})
