import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, noChromium, openWindow, startHost } from './harness.ts'
import type { Host } from './harness.ts'
import { addFolder, makeMusic } from './music.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

const canRun = noChromium === ''
const source = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
const addresses = [
  '/',
  ...['albums', 'artists', 'tracks', 'genres', 'folders'].map((view) => `/library/${view}`),
  '/journal',
  '/journal/unmatched',
  '/journal/doubtful',
  '/timeline',
  '/timeline?view=clock',
  '/imports',
  '/jobs',
  ...['folders', 'playback', 'services', 'corrections', 'time', 'appearance', 'shortcuts', 'backups', 'privacy'].map((section) => `/settings/${section}`),
  '/now-playing',
  '/album/999999',
]

let host: Host
let browser: Browser
let album: string
let artist: string

/** Serious and critical findings of the page as it stands, each with the first element it concerns. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(source)
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] })
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}, ${nodes[0]?.html.slice(0, 200)}; ${nodes[0]?.failureSummary?.replaceAll('\n', ' ')})`)
  })
}

async function settle(page: Page): Promise<void> {
  await page.locator('main :is(h1, h2)').first().waitFor()
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running'))
}

beforeAll(async () => {
  if (!canRun) return
  host = await startHost()
  await makeMusic(join(host.data, 'music'))
  browser = await launchBrowser()
  const { page, context } = await openWindow(browser, host)
  await addFolder(page, join(host.data, 'music'), 'Frost Dates')
  await page.getByRole('link', { name: 'Frost Dates' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Frost Dates' }).waitFor()
  album = new URL(page.url()).pathname
  await page.getByRole('button', { name: 'Play', exact: true }).first().click()
  await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Pause', exact: true }).waitFor()
  await page.locator('main').getByRole('link', { name: 'Brass Almanac' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Brass Almanac' }).waitFor()
  artist = new URL(page.url()).pathname
  await context.close()
})

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

for (const theme of ['walnut', 'paper'] as const) {
  test.skipIf(!canRun)(`no page has a serious finding in ${theme}${noChromium}`, async () => {
    const { page, context } = await openWindow(browser, host, { theme })
    const found: Record<string, string[]> = {}
    const look = async (name: string): Promise<void> => {
      const here = await findings(page)
      if (here.length > 0) found[name] = here
    }
    for (const address of [...addresses, artist, album]) {
      await page.goto(host.origin + address)
      await settle(page)
      await look(address)
    }
    for (const [key, name] of [['q', 'Queue'], ['y', 'Lyrics']] as const) {
      await page.keyboard.press(key)
      await page.getByRole('complementary', { name }).waitFor()
      await look(name)
    }
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await settle(page)
    await look('shortcuts')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox').fill('fro')
    await page.getByRole('option').first().waitFor()
    await settle(page)
    await look('palette')
    await context.close()
    expect(found).toEqual({})
  })
}

test.skipIf(!canRun)(`a planted fault is found, so that finding none means something${noChromium}`, async () => {
  const { page, context } = await openWindow(browser, host)
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')))
  expect(await findings(page)).toEqual([expect.stringContaining('button-name')])
  await context.close()
})
