import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, noChromium, openWindow, startHost } from './harness.ts'
import type { Host } from './harness.ts'
import { makeMusic } from './music.ts'

const canRun = noChromium === ''

let host: Host
let browser: Browser
let page: Page
let complaints: string[]

/** Presses Tab until what has the focus has this name or role, as somebody without a mouse does. */
async function tabTo(wanted: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => [document.activeElement?.getAttribute('role'), document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim()])
    if (focused.includes(wanted)) return
  }
  throw new Error(`"${wanted}" was not reached by Tab`)
}

const player = () => page.getByRole('region', { name: 'Player' })
const playerButton = (name: string) => player().getByRole('button', { name, exact: true })

beforeAll(async () => {
  if (!canRun) return
  host = await startHost()
  mkdirSync(join(host.data, 'records'))
  await makeMusic(join(host.data, 'records', 'music'), ['wex', 'laburnum', 'frost'])
  browser = await launchBrowser()
  ;({ page, complaints } = await openWindow(browser, host))
})

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

test.skipIf(!canRun)(`a folder is found and added without a mouse, and its albums appear${noChromium}`, async () => {
  await page.getByRole('heading', { name: 'Bring your music in' }).waitFor()
  await tabTo('Add a folder')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Choose a folder of music' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  await page.keyboard.press('Control+A')
  await page.keyboard.type(join(host.data, 'records'))
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'music', exact: true }).waitFor()
  await tabTo('music')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByLabel('Path of the folder').inputValue()).toBe(join(host.data, 'records', 'music'))
  await tabTo('Use this folder')
  await page.keyboard.press('Enter')
  for (const album of ['Frost Dates', 'Last Stop, Laburnum', 'The Weather Indoors']) await page.getByRole('link', { name: album }).first().waitFor({ timeout: 60_000 })
})

test.skipIf(!canRun)(`an album is found in the palette and opened${noChromium}`, async () => {
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox').waitFor()
  await page.keyboard.type('frost dat')
  await page.getByRole('option', { name: /Frost Dates.*Brass Almanac/ }).first().waitFor()
  await expect.poll(() => page.getByRole('option', { selected: true }).textContent()).toContain('Frost Dates')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Frost Dates' }).waitFor()
})

test.skipIf(!canRun)(`it plays, row and player say so, and Space pauses it${noChromium}`, async () => {
  await tabTo('Play')
  await page.keyboard.press('Enter')
  await playerButton('Pause').waitFor()
  const playing = page.getByRole('row').filter({ has: page.getByText('Playing', { exact: true }) })
  await expect.poll(() => playing.count()).toBe(1)
  expect(await playing.locator('svg rect').count()).toBe(3)

  await page.keyboard.press('Control+1')
  await page.getByText('Now playing', { exact: true }).waitFor()
  await page.keyboard.press('Space')
  await playerButton('Play').waitFor()
  await page.keyboard.press('Space')
  await playerButton('Pause').waitFor()
})

test.skipIf(!canRun)(`the queue opens with Q, and the next track comes by key${noChromium}`, async () => {
  await page.keyboard.press('q')
  const queue = page.getByRole('complementary', { name: 'Queue' })
  const current = queue.locator('[aria-current]')
  await current.waitFor()
  const first = await current.textContent()
  await page.keyboard.press('Control+ArrowRight')
  await expect.poll(() => current.textContent()).not.toBe(first)
  await page.keyboard.press('q')
  await queue.waitFor({ state: 'detached' })
})

test.skipIf(!canRun)(`in a table of tracks arrows move, Enter plays and the menu key opens the menu${noChromium}`, async () => {
  await page.keyboard.press('Control+2')
  await page.getByRole('heading', { name: 'Library' }).waitFor()
  await tabTo('Tracks')
  await page.keyboard.press('Enter')
  const rows = page.getByRole('grid', { name: 'Tracks' }).getByRole('row')
  await rows.nth(3).waitFor()
  await tabTo('row')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const title = await page.evaluate(() => document.activeElement?.querySelector('[role=gridcell][data-tone=main]')?.textContent)
  await page.keyboard.press('Enter')
  await expect.poll(() => player().textContent()).toContain(title)
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Go to the album' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
})

test.skipIf(!canRun)(`settings are changed and the shortcuts are shown by key${noChromium}`, async () => {
  await page.keyboard.press('Control+,')
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await tabTo('Appearance')
  await page.keyboard.press('Enter')
  await page.getByRole('radiogroup', { name: 'Theme' }).waitFor()
  const theme = () => page.evaluate(() => document.documentElement.dataset['theme'])
  expect(await theme()).toBe('walnut')
  await tabTo('radio')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(theme).toBe('paper')

  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})
