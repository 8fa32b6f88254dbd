import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sillon } from '#tests/factories/command-line.ts'
import { writeMusicFolder } from '#tests/factories/music-folder.ts'
import { sandboxArguments } from '../../scripts/electron-binary.ts'

const home = mkdtempSync(join(tmpdir(), 'sillon-electron-'))
const data = join(home, 'data')
let electron: ElectronApplication
let page: Page

beforeAll(async () => {
  await writeMusicFolder(join(home, 'music'))
  await sillon(['scan', 'music', '--json', '--data', 'data'], { cwd: home })
  electron = await _electron.launch({ executablePath: process.env.SILLON_ELECTRON ?? '', args: [...sandboxArguments(), '.', '--data', data] })
  page = await electron.firstWindow()
})

afterAll(async () => {
  await electron.close().catch(() => undefined)
  rmSync(home, { recursive: true, force: true })
})

test('the window opens on Home and reaches the core', async () => {
  await page.getByRole('navigation').first().waitFor()
  expect(page.url()).toMatch(/^app:\/\/sillon\//)
  await page.getByRole('link', { name: /Settings|Réglages/ }).first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
})

test('the page has neither Node nor Electron', async () => {
  expect(await page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process'), typeof Reflect.get(window, 'electron')])).toEqual(['undefined', 'undefined', 'undefined'])
})

test('the page cannot leave, open windows or reach the network', async () => {
  await page.evaluate(() => window.open('app://elsewhere/'))
  expect(electron.windows()).toHaveLength(1)
  const reached = await page.evaluate(() => fetch('https://example.com/').then(() => true, () => false))
  expect(reached).toBe(false)
})

test('media outside the library is not served', async () => {
  const status = await page.evaluate(() => fetch('media://library/media/file/999999').then((response) => response.status))
  expect(status).toBe(404)
})

test('sound is served in ranges, so that Chromium can seek in it', async () => {
  const answer = await page.evaluate(async () => {
    const response = await fetch('media://library/media/file/1', { headers: { range: 'bytes=0-9' } })
    return { status: response.status, range: response.headers.get('content-range'), bytes: (await response.arrayBuffer()).byteLength }
  })
  expect(answer).toEqual({ status: 206, range: expect.stringMatching(/^bytes 0-9\/\d+$/), bytes: 10 })
})

test('lists come from the threads that read the library', async () => {
  await page.getByRole('link', { name: /Library|Bibliothèque/ }).first().click()
  await page.getByText('Harbour Arithmetic').first().waitFor()
  expect(await page.getByText('Elsewhere').count()).toBeGreaterThan(0)
})

test('quitting closes the library and remembers the window', async () => {
  await electron.close()
  expect(existsSync(join(data, 'window.json'))).toBe(true)
  expect((await sillon(['doctor', '--json', '--data', data])).json).toMatchObject({ isSound: true })
  // The lock is free again.
  expect((await sillon(['token', 'create', 'after', '--json', '--data', data])).exitCode).toBe(0)
})
