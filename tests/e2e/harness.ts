import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'

/** A running headless host on a data folder of its own. */
export type Host = { url: string; origin: string; data: string; process: ChildProcess; stop(): Promise<void> }

export type HostOptions = { data?: string; args?: string[]; env?: Record<string, string> }

/** Where Chromium is; null where it is not. */
export function findChromium(): string | null {
  const candidates = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe']
  return candidates.find((path) => path && existsSync(path)) ?? null
}

/** Why end-to-end tests cannot run here, for the name of a skipped test; empty when they can. */
export const noChromium = findChromium() === null ? ' (skipped: Chromium was not found; set CHROMIUM_PATH)' : ''

/** Starts the built headless host and waits for its address. */
export async function startHost({ data = mkdtempSync(join(tmpdir(), 'sillon-e2e-')), args = [], env = {} }: HostOptions = {}): Promise<Host> {
  const host = spawn(process.execPath, ['dist/main/headless/headless.js', '--port', '0', '--data', data, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const errors: string[] = []
  host.stderr.on('data', (chunk) => errors.push(String(chunk)))
  const ended = new Promise<never>((_resolve, reject) => host.once('exit', (code) => reject(new Error(`the host ended with ${code}: ${errors.join('')}`))))
  const url = await Promise.race([ended, readUrl(host)])
  ended.catch(() => undefined)
  return {
    url,
    origin: new URL(url).origin,
    data,
    process: host,
    stop: async () => {
      if (host.exitCode === null && host.signalCode === null) {
        const exited = new Promise((resolve) => host.once('exit', resolve))
        host.kill('SIGTERM')
        await exited
      }
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function readUrl(host: ChildProcess): Promise<string> {
  if (!host.stdout) throw new Error('the host has no output')
  for await (const line of createInterface({ input: host.stdout })) {
    const found = /(http:\/\/\S+)/.exec(line)?.[1]
    if (found) return found
  }
  throw new Error('the host printed no address')
}

export async function launchBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: findChromium() ?? '',
    headless: true,
    args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'],
  })
}

export type WindowOptions = { width?: number; height?: number; theme?: 'walnut' | 'paper'; language?: 'en' | 'fr'; scale?: number }

/** A window of its own on the host, signed in. What the page complains about is kept in `complaints`. */
export async function openWindow(browser: Browser, host: Host, { width = 1280, height = 800, theme = 'walnut', language = 'en', scale = 1 }: WindowOptions = {}): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const storageState = sessionOf.get(host)
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, locale: language === 'fr' ? 'fr-FR' : 'en-GB', colorScheme: theme === 'paper' ? 'light' : 'dark', reducedMotion: 'reduce', ...(storageState && { storageState }) })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(sessionOf.has(host) ? host.origin : host.url)
  await page.getByRole('navigation').first().waitFor()
  if (!sessionOf.has(host)) sessionOf.set(host, await context.storageState())
  return { page, context, complaints }
}

/** The one-time token is good once: later windows of a host share the session of the first. */
const sessionOf = new WeakMap<Host, Awaited<ReturnType<BrowserContext['storageState']>>>()
