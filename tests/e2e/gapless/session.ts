import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import type { EngineTrack } from '#renderer/features/player/engine/engine-track.ts'
import { makePlainFixtures } from './fixtures.ts'
import { type FileServer, startFileServer } from './media-server.ts'
// The page declares what it puts on `window`.
import type {} from './page.ts'

export const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
export const hasChromium = existsSync(chromiumPath)

export interface Session {
  readonly folder: string
  readonly media: FileServer
  /** A page of its own, which means a howler of its own. */
  openPage: () => Promise<Page>
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
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: ['--autoplay-policy=no-user-gesture-required', '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  })
  return {
    folder,
    media,
    openPage: async () => {
      const page = await browser.newPage()
      await page.goto(pages.origin)
      await page.waitForFunction(() => window.harness !== undefined)
      return page
    },
    track: (file, more = {}) => ({
      key: file,
      url: `${media.origin}/${file}`,
      durationMs: 1000,
      codec: 'pcm',
      sampleRate: 44_100,
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

export async function capture(page: Page): Promise<{ rate: number; samples: Float32Array }> {
  const { rate, samples } = await page.evaluate(() => window.harness.capture())
  const bytes = Buffer.from(samples, 'base64')
  return { rate, samples: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4).slice() }
}
