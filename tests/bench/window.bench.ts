// What a person feels, at full size: 250,000 files in 25,000 albums with 100,000 plays, in the built app and real Chromium.
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { inspectPicture, makeThumbnails } from '#main/domains/library/artwork/picture.ts'
import { hashOf, storePicture } from '#main/domains/library/artwork/picture-store.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import { migrate, readMigrations } from '#main/kernel/db/migrate.ts'
import { detailedPicture } from '#tests/factories/artwork.ts'
import { fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import { findChromium, launchBrowser, openWindow, startHost } from '../e2e/harness.ts'
import type { Host } from '../e2e/harness.ts'
import { percentile } from './report.ts'
import type { Report } from './report.ts'

const size = { files: 250_000, albums: 25_000, plays: 100_000 }
const rounds = 5
const scrolledFrames = 300
const pixelsPerFrame = 120
const covers = 36

/** Real pictures for covers, shared by many albums. Returns their hashes. */
async function drawCovers(images: string): Promise<string[]> {
  const hashes: string[] = []
  for (let index = 0; index < covers; index += 1) {
    const picture = await inspectPicture(await detailedPicture(index, 500))
    const hash = hashOf(picture.bytes)
    storePicture(images, hash, picture, await makeThumbnails(picture))
    hashes.push(hash)
  }
  return hashes
}

async function makeLibrary(folder: string): Promise<string> {
  const template = join(folder, 'template.db')
  const db = openDatabase({ path: template })
  migrate(db, readMigrations('migrations/library'))
  fillSyntheticLibrary(db, size)
  const setCover = db.prepare<[string, number, number], never>('UPDATE albums SET coverHash = ? WHERE id % ? = ?')
  for (const [index, hash] of (await drawCovers(join(folder, 'images'))).entries()) setCover.run(hash, covers, index)
  db.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return template
}

function dataFolderFrom(template: string, folder: string, round: number): string {
  const data = join(folder, `data-${round}`)
  mkdirSync(data, { mode: 0o700 })
  copyFileSync(template, join(data, 'library.db'))
  cpSync(join(folder, 'images'), join(data, 'images'), { recursive: true })
  return data
}

/** Frame times in ms while the list scrolls steadily. */
async function scrollFrames(page: Page): Promise<number[]> {
  return page.evaluate(
    async ({ count, step }) => {
      const scroller = document.querySelector('[role=grid]')
      if (!scroller) throw new Error('there is no list to scroll')
      const frames: number[] = []
      let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      for (let index = 1; index <= count; index += 1) {
        scroller.scrollTop = index * step
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
        frames.push(now - last)
        last = now
      }
      return frames
    },
    { count: scrolledFrames, step: pixelsPerFrame },
  )
}

/** From the click on a tile to the frame that shows the album's name and its tracks, in ms, as the page itself measures it. */
async function openAlbum(page: Page, position: number): Promise<number> {
  return page.evaluate(async (at) => {
    const link = document.querySelectorAll('[role=gridcell]')[at]?.querySelector<HTMLElement>('a:not([aria-hidden])')
    if (!link) throw new Error('there is no album to open')
    const start = performance.now()
    link.click()
    const title = link.textContent
    const isShown = (): boolean => document.querySelector('h1')?.textContent === title && document.querySelector('[role=grid] [role=row]') !== null
    await new Promise<void>((resolve) => {
      const watch = (): void => (isShown() ? resolve() : void requestAnimationFrame(watch))
      watch()
    })
    // The frame after the next has been painted.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    return performance.now() - start
  }, position)
}

async function measureWindow(report: Report, host: Host): Promise<void> {
  const browser = await launchBrowser()
  try {
    const { page } = await openWindow(browser, host)
    await page.goto(`${host.origin}/library/albums`)
    await page.locator('[role=gridcell] img, [role=gridcell] a').first().waitFor()

    const paints: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const start = performance.now()
      await page.goto(`${host.origin}/library/albums`)
      await page.locator('[role=gridcell] a').first().waitFor()
      paints.push(performance.now() - start)
    }
    report.add('navigation to the first painted album grid', percentile(paints, 0.5), 'ms', { target: { atMost: 1000 } })

    const opens: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      opens.push(await openAlbum(page, round + 1))
      await page.goBack()
      await page.locator('[role=gridcell] a').first().waitFor()
    }
    report.add('opening an album among 25,000', percentile(opens, 0.5), 'ms', { target: { atMost: 100 } })

    await page.goto(`${host.origin}/library/tracks`)
    await page.locator('[role=grid] [role=gridcell]').first().waitFor()
    const frames = await scrollFrames(page)
    report.add('scrolling 250,000 rows, median frame', percentile(frames, 0.5), 'ms', { target: { atMost: 17 } })
    report.add('scrolling 250,000 rows, frames over 25 ms', (frames.filter((frame) => frame > 25).length / frames.length) * 100, '%', { target: { atMost: 2 } })
  } finally {
    await browser.close()
  }
}

/** Needs dist/; `npm run build` makes it. */
export async function run(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sillon-window-'))
  try {
    const template = await makeLibrary(folder)
    const starts: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const data = dataFolderFrom(template, folder, round)
      const start = performance.now()
      const host = await startHost({ data })
      starts.push(performance.now() - start)
      if (round === rounds - 1) {
        if (findChromium() === null) report.skip('window', 'Chromium was not found')
        else await measureWindow(report, host)
      }
      await host.stop()
    }
    report.add('host start', percentile(starts, 0.5), 'ms', { target: { atMost: 700 } })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
