// Draws the pictures of docs/pictures: every page of the built app over the demo library, once dark and once light.
import './node-version.ts'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { launchBrowser, openWindow, startHost } from '../tests/e2e/harness.ts'
import type { Host } from '../tests/e2e/harness.ts'

const folder = 'docs/pictures'
const mostBytes = 150_000
const album = 'Harbour Arithmetic'
const artist = 'Low Tide Ministry'
const track = 'Pilot Boat'
const themes = [['dark', 'walnut'], ['light', 'paper']] as const

/** Paths stand in the pictures, so the demo lies where they read well, if such a place is free. */
function tidyFolder(): string {
  for (const path of ['/srv/sillon', join(tmpdir(), 'Sillon')]) {
    try {
      mkdirSync(path, { mode: 0o700 })
      return path
    } catch {
      // It is taken, or not ours to make.
    }
  }
  return mkdtempSync(join(tmpdir(), 'sillon-pictures-'))
}

/** As good as it can be within the limit: 4:4:4, because red letters on black smear otherwise. */
async function save(picture: Buffer, path: string): Promise<void> {
  for (let quality = 92; quality >= 40; quality -= 4) {
    const jpeg = await sharp(picture).jpeg({ quality, mozjpeg: true, chromaSubsampling: quality > 70 ? '4:4:4' : '4:2:0' }).toBuffer()
    if (jpeg.length > mostBytes) continue
    writeFileSync(path, jpeg)
    console.log(`${path}  ${Math.round(jpeg.length / 1000)} kB at ${quality}`)
    return
  }
  throw new Error(`${path} does not fit into ${mostBytes} bytes`)
}

/** Everything asked for has come: rows, letters and covers. */
async function settle(page: Page): Promise<void> {
  await page.locator('main :is(h1, h2)').first().waitFor()
  await page.waitForTimeout(400)
  await page.waitForFunction(() => document.fonts.status === 'loaded' && [...document.images].every((image) => image.complete))
}

async function playAlbum(page: Page): Promise<void> {
  await page.locator('main').getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Pause', exact: true }).waitFor()
}

async function openFromLibrary(page: Page, host: Host, view: 'albums' | 'artists', name: string): Promise<string> {
  await page.goto(`${host.origin}/library/${view}?q=${encodeURIComponent(name)}`)
  await page.locator('main').getByRole('link', { name, exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  return new URL(page.url()).pathname
}

mkdirSync(folder, { recursive: true })
const host = await startHost({ data: tidyFolder(), args: ['--demo'] })
const browser = await launchBrowser()
const { page: maker, context } = await openWindow(browser, host)
// The demo is done when no job runs any more.
await maker.goto(`${host.origin}/jobs`)
await maker.getByRole('heading', { name: 'Nothing is being done' }).waitFor({ timeout: 300_000 })
const albumPath = await openFromLibrary(maker, host, 'albums', album)
const artistPath = await openFromLibrary(maker, host, 'artists', artist)
await context.close()

for (const [name, theme] of themes) {
  const { page, context: window } = await openWindow(browser, host, { theme })
  const picture = async (of: string): Promise<void> => {
    await settle(page)
    await save(await page.screenshot(), join(folder, `${of}-${name}.jpg`))
  }
  const go = (path: string) => page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  // Everything after this happens in one page, so that the music plays on.
  await page.goto(host.origin + albumPath)
  await playAlbum(page)
  await page.mouse.move(1000, 20)
  await picture('album')
  for (const [of, path] of [
    ['home', '/'],
    ...['albums', 'artists', 'tracks', 'genres', 'folders'].map((view) => [`library-${view}`, `/library/${view}`] as const),
    ['artist', artistPath],
    ['journal', '/journal'],
    ['timeline', '/timeline'],
    ['listening-clock', '/timeline?view=clock'],
    ['jobs', '/jobs'],
    ...['folders', 'playback', 'appearance', 'shortcuts', 'backups', 'privacy'].map((section) => [`settings-${section}`, `/settings/${section}`] as const),
    ['now-playing', '/now-playing'],
  ] as const) {
    await go(path)
    await picture(of)
  }
  await go(albumPath)
  await page.getByRole('heading', { level: 1, name: album }).waitFor()
  await page.keyboard.press('q')
  await page.getByRole('complementary', { name: 'Queue' }).getByText(track).first().waitFor()
  await picture('queue')
  await page.keyboard.press('q')
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox').fill('har')
  await page.getByRole('option', { name: album }).first().waitFor()
  await picture('palette')
  await window.close()
}
await browser.close()
await host.stop()
