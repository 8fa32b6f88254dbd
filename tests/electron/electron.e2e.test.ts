import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

const data = mkdtempSync(join(tmpdir(), 'sillon-electron-'))
let electron: ElectronApplication
let page: Page

beforeAll(async () => {
  const isRoot = process.getuid?.() === 0
  electron = await _electron.launch({ executablePath: process.env.SILLON_ELECTRON ?? '', args: [...(isRoot ? ['--no-sandbox'] : []), '.', `--data=${data}`] })
  page = await electron.firstWindow()
})

afterAll(async () => {
  await electron.close()
  rmSync(data, { recursive: true, force: true })
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
