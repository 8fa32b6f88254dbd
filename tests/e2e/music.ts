import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { makeDemoMusic } from '#main/domains/demo/demo-music.service.ts'
import { locateWorkers } from '#main/kernel/workers/worker-location.ts'

/** Albums of the demo that are quick to make and differ: one without a cover, one in Chinese. */
export const fewAlbums = ['wex', 'frost', 'attic', 'islands'] as const

/** Makes music a person could have into `folder`; no ffmpeg is needed. */
export async function makeMusic(folder: string, albums: readonly string[] = fewAlbums): Promise<void> {
  const workers = locateWorkers(pathToFileURL(resolve('src/main/app.ts')).href, 0)
  await makeDemoMusic({ workers }, folder, { resources: resolve('resources'), ffmpegPath: null, only: albums })
}

/** Adds a folder on the first page, as a person with a mouse does, and waits in the library until `album` is there. */
export async function addFolder(page: Page, folder: string, album: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a folder' }).click()
  await page.getByLabel('Path of the folder').fill(folder)
  await page.getByRole('button', { name: 'Use this folder' }).click()
  await page.getByRole('link', { name: 'Library' }).click()
  await page.getByRole('link', { name: album }).first().waitFor({ timeout: 60_000 })
}

/** Where a picture of a page goes: among the artefacts, which are not committed. */
export function pictureOf(name: string): string {
  return join('artifacts', 'pages', `${name}.png`)
}
