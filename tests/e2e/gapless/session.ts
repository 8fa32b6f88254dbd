import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import type { DeckOptions } from '#renderer/features/player/engine/deck-contract.ts'
import type { DeckEvents, DeckState } from '#renderer/features/player/engine/deck-events.ts'
import type { EngineTrack } from '#renderer/features/player/engine/engine-track.ts'
import { makePlainFixtures, rate } from './fixtures.ts'
import { type FileServer, startFileServer } from './media-server.ts'
import type { LoggedEvent } from './page.ts'

export const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
export const hasChromium = existsSync(chromiumPath)

export interface Session {
  readonly folder: string
  readonly media: FileServer
  /** A page of its own, which means a howler of its own. */
  openPage: (options?: DeckOptions) => Promise<Page>
  track: (file: string, more?: Partial<EngineTrack>) => EngineTrack
  close: () => Promise<void>
}

/** The engine bundled as the app's is, under the app's policy, its audio on another origin as `media:` is. */
export async function openSession(): Promise<Session> {
  const root = mkdtempSync(join(tmpdir(), 'sillon-engine-'))
  const folder = join(root, 'media')
  const site = join(root, 'site')
  makePlainFixtures(folder)
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    build: { outDir: site, emptyOutDir: true, assetsInlineLimit: 0 }
  })
  const media = await startFileServer(folder, { 'access-control-allow-origin': '*' })
  const pages = await startFileServer(site, {
    'content-security-policy': `default-src 'self'; media-src 'self' ${media.origin}; connect-src 'self' ${media.origin}; object-src 'none'; base-uri 'none'`
  })
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: ['--autoplay-policy=no-user-gesture-required', '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  })
  return {
    folder,
    media,
    openPage: async (options = {}) => {
      const page = await browser.newPage()
      await page.goto(pages.origin)
      await page.evaluate((given) => window.harness.open(given), options)
      return page
    },
    track: (file, more = {}) => ({
      key: file,
      url: `${media.origin}/${file}`,
      durationMs: 4000,
      codec: 'pcm',
      sampleRate: rate,
      channels: 2,
      gains: {},
      isLong: false,
      isAlbumRun: false,
      ...more
    }),
    close: async () => {
      await browser.close()
      await Promise.all([pages.close(), media.close()])
      rmSync(root, { recursive: true, force: true })
    }
  }
}

/** What reached howler's master gain since it was tapped. */
export async function capture(page: Page): Promise<{ rate: number; samples: Float32Array }> {
  const captured = await page.evaluate(() => window.harness.capture())
  const bytes = Buffer.from(captured.samples, 'base64')
  return { rate: captured.rate, samples: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4).slice() }
}

export async function waitForState(page: Page, state: DeckState): Promise<void> {
  await page.waitForFunction((wanted) => window.harness.deck.getState() === wanted, state)
}

export async function waitForPosition(page: Page, positionMs: number): Promise<void> {
  await page.waitForFunction((wanted) => window.harness.deck.getPosition() >= wanted, positionMs)
}

export async function eventsOf<Name extends keyof DeckEvents>(page: Page, name: Name): Promise<DeckEvents[Name][]> {
  const isNamed = (logged: LoggedEvent): logged is LoggedEvent<Name> => logged.name === name
  return (await page.evaluate(() => window.harness.log)).filter(isNamed).map(({ event }) => event)
}
