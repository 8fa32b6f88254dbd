import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import { launchBrowser, noChromium, openWindow, startHost } from './harness.ts'
import type { Host } from './harness.ts'
import { addFolder, makeMusic, pictureOf } from './music.ts'

const canRun = noChromium === ''
const views = ['albums', 'artists', 'tracks', 'genres', 'folders']
const sections = ['folders', 'playback', 'services', 'corrections', 'time', 'appearance', 'shortcuts', 'backups', 'privacy']
const addresses = ['/', ...views.map((view) => `/library/${view}`), '/journal', '/timeline', '/timeline?view=clock', '/imports', '/jobs', ...sections.map((section) => `/settings/${section}`), '/now-playing']

let browser: Browser
const hosts: Host[] = []

async function start(data = mkdtempSync(join(tmpdir(), 'sillon-e2e-'))): Promise<Host> {
  const host = await startHost({ data })
  hosts.push(host)
  return host
}

const nameOf = (address: string) => address.slice(1).replaceAll('/', '-') || 'home'
const player = (page: Page) => page.getByRole('region', { name: 'Player' })

/** The page has drawn what it has to say, with its letters and covers. */
async function settle(page: Page): Promise<void> {
  await page.locator('main :is(h1, h2)').first().waitFor()
  await page.waitForFunction(() => document.fonts.status === 'loaded' && [...document.images].every((image) => image.complete))
}

/** What sticks out to the right of the window or of the page. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, main > *, header')].filter((element) => element.scrollWidth > element.clientWidth + 1).map((element) => `${element.tagName}.${element.className} is ${element.scrollWidth} of ${element.clientWidth}`),
  )
}

beforeAll(async () => {
  if (canRun) browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await Promise.all(hosts.map((host) => host.stop()))
})

test.skipIf(!canRun)(`without music every page says what to do${noChromium}`, async () => {
  const host = await start()
  const { page, context, complaints } = await openWindow(browser, host)
  const words: Record<string, string> = {
    '/': 'Bring your music in',
    ...Object.fromEntries(views.map((view) => [`/library/${view}`, 'Your library is empty'])),
    '/journal': 'Nothing heard yet',
    '/timeline': 'Nothing heard yet',
    '/timeline?view=clock': 'Nothing heard yet',
    '/jobs': 'Nothing is being done',
    '/settings/folders': 'No folder yet',
    '/settings/backups': 'No backup yet',
    '/now-playing': 'Nothing is playing',
  }
  for (const [address, text] of Object.entries(words)) {
    await page.goto(host.origin + address)
    await page.getByText(text).first().waitFor()
    await page.screenshot({ path: pictureOf(`empty-${nameOf(address)}`) })
  }
  expect(complaints).toEqual([])
  await context.close()
})

test.skipIf(!canRun)(`with music every page is whole in both themes and languages, and keeps within a small window at twice the size of text${noChromium}`, async () => {
  const host = await start()
  const music = join(host.data, 'music')
  await makeMusic(music)
  const first = await openWindow(browser, host)
  await addFolder(first.page, music, 'Frost Dates')
  await first.page.getByRole('link', { name: 'Frost Dates' }).first().click()
  await first.page.getByRole('heading', { level: 1, name: 'Frost Dates' }).waitFor()
  const album = new URL(first.page.url()).pathname
  const artist = await first.page.locator('main h1 ~ p a[href^="/artist/"]').first().getAttribute('href')
  const everywhere = [...addresses, album, artist ?? '']
  await first.page.getByRole('button', { name: 'Play', exact: true }).first().click()
  await player(first.page).getByRole('button', { name: 'Pause', exact: true }).waitFor()

  for (const [theme, language] of [['walnut', 'en'], ['paper', 'fr']] as const) {
    const { page, context, complaints } = await openWindow(browser, host, { theme, language, width: 900, height: 600 })
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language)
    for (const address of everywhere) {
      await page.goto(host.origin + address)
      await settle(page)
      expect({ address, failures: await page.getByRole('alert').allTextContents(), tooWide: await tooWide(page) }).toEqual({ address, failures: [], tooWide: [] })
      await page.screenshot({ path: pictureOf(`full-${nameOf(address)}-${theme}`) })
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
      await expect.poll(() => tooWide(page), { message: `${address} at 200 %` }).toEqual([])
      await page.screenshot({ path: pictureOf(`large-${nameOf(address)}-${theme}`) })
    }
    expect(complaints).toEqual([])
    await context.close()
  }
  await first.context.close()
})

test.skipIf(!canRun)(`what is not in the library any more is said to be gone, with a way on${noChromium}`, async () => {
  const host = await start()
  const { page, context, complaints } = await openWindow(browser, host)
  for (const [address, text] of [['/album/999999', 'This album is not in the library any more'], ['/artist/999999', 'This artist is not in the library any more']] as const) {
    await page.goto(host.origin + address)
    await page.getByRole('alert').getByText(text).waitFor()
    await page.screenshot({ path: pictureOf(`failed-${address.split('/')[1]}`) })
    await page.getByRole('alert').getByRole('link', { name: 'Library' }).click()
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor()
  }
  expect(complaints).toEqual([])
  await context.close()
})

test.skipIf(!canRun)(`100,000 tracks are listed by a few rows at a time, to the last${noChromium}`, async () => {
  const data = mkdtempSync(join(tmpdir(), 'sillon-e2e-'))
  const closing: (() => void)[] = []
  const library = openTestLibrary(data, (close) => closing.push(close))
  const { tracks } = fillSyntheticLibrary(library, { files: 105_000, albums: 9000, plays: 20_000 })
  // Its covers are names only, and a page would ask for them in vain.
  library.sqlite.exec('UPDATE albums SET coverHash = NULL')
  for (const close of closing) close()
  expect(tracks).toBeGreaterThan(100_000)
  const host = await start(data)
  const { page, context, complaints } = await openWindow(browser, host)
  for (const view of ['tracks', 'albums', 'artists']) {
    await page.goto(`${host.origin}/library/${view}`)
    const grid = page.locator('main [role=grid]')
    await grid.locator('[data-index="0"] a').first().waitFor()
    await page.screenshot({ path: pictureOf(`much-${view}`) })
    await grid.locator('[data-index="0"]').focus()
    await page.keyboard.press('End')
    const rows = Number(await grid.getAttribute('aria-rowcount'))
    await expect.poll(() => grid.locator('[aria-rowindex]').last().getAttribute('aria-rowindex')).toBe(String(rows))
    expect(await grid.locator('[data-index]').count()).toBeLessThan(150)
  }
  expect(complaints).toEqual([])
  await context.close()
})

test.skipIf(!canRun)(`of two windows one plays and the other steers it${noChromium}`, async () => {
  const host = await start()
  await makeMusic(join(host.data, 'music'), ['frost'])
  const one = await openWindow(browser, host)
  const other = await openWindow(browser, host)
  const button = (page: Page, name: string) => player(page).getByRole('button', { name, exact: true })
  await addFolder(one.page, join(host.data, 'music'), 'Frost Dates')
  await one.page.getByRole('link', { name: 'Frost Dates' }).first().click()
  await one.page.locator('main').getByRole('button', { name: 'Play', exact: true }).click()
  await button(one.page, 'Pause').waitFor()

  await button(other.page, 'Play here').waitFor()
  await button(other.page, 'Pause').click()
  await button(one.page, 'Play').waitFor()
  await button(other.page, 'Play').click()
  await button(one.page, 'Pause').waitFor()
  expect(await button(one.page, 'Play here').count()).toBe(0)

  await button(other.page, 'Play here').click()
  await button(one.page, 'Play here').waitFor()
  await button(other.page, 'Pause').waitFor()
  expect([...one.complaints, ...other.complaints]).toEqual([])
})
