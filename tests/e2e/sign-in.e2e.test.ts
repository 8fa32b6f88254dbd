import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { launchBrowser, noChromium, openWindow, startHost } from './harness.ts'

const canRun = noChromium === ''
let browser: Browser

beforeAll(async () => {
  if (canRun) browser = await launchBrowser()
})
afterAll(async () => browser?.close())

test.skipIf(!canRun)(`the password opens the app in a browser that never saw the printed address${noChromium}`, async () => {
  const host = await startHost({ env: { SILLON_PASSWORD: 'correct horse' } })
  onTestFinished(() => host.stop())
  const page = await browser.newPage({ locale: 'fr-FR' })
  onTestFinished(() => page.close())
  await page.goto(`${host.origin}/library`)
  await page.getByLabel('Mot de passe').fill('wrong horse')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Mot de passe').fill('correct horse')
  await page.getByRole('button', { name: 'Ouvrir Sillon' }).click()
  await page.getByRole('navigation').first().waitFor()
  expect(new URL(page.url()).origin).toBe(host.origin)
})

test.skipIf(!canRun)(`the printed address opens the app once, and is not kept in the address bar${noChromium}`, async () => {
  const host = await startHost()
  onTestFinished(() => host.stop())
  const { page, context } = await openWindow(browser, host)
  onTestFinished(() => context.close())
  expect(page.url()).toBe(`${host.origin}/`)
  const stranger = await browser.newPage()
  onTestFinished(() => stranger.close())
  await stranger.goto(host.url)
  expect(await stranger.getByRole('alert').textContent()).toContain('used already')
})

test.skipIf(!canRun)(`after the host started again the page asks to sign in, by itself${noChromium}`, async () => {
  const first = await startHost({ env: { SILLON_PASSWORD: 'correct horse' } })
  const { page, context } = await openWindow(browser, first)
  onTestFinished(() => context.close())
  const { port } = new URL(first.origin)
  await first.stop()
  const second = await startHost({ args: ['--port', port], env: { SILLON_PASSWORD: 'correct horse' } })
  onTestFinished(() => second.stop())
  await page.getByLabel('Password').waitFor()
  expect(await page.getByRole('button', { name: 'Open Sillon' }).isVisible()).toBe(true)
})
