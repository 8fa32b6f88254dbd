import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#main/kernel/db/database.ts'
import { query } from '#main/kernel/db/query.ts'
import { hasFfmpeg, makeSine } from '#tests/factories/ffmpeg.ts'
import { launchBrowser, noChromium, openWindow, startHost } from './harness.ts'
import type { Host } from './harness.ts'

const canRun = noChromium === '' && hasFfmpeg
const why = noChromium || (hasFfmpeg ? '' : ' (skipped: ffmpeg was not found, which makes the music)')
/** The fourth is ALAC, which reaches Chromium as FLAC. */
const tracks = ['Pilot Boat.flac', 'Soundings.mp3', 'Tidal Gauge.flac', 'Counting Gulls.m4a']

let host: Host
let browser: Browser
let page: Page

const bar = () => page.getByRole('region', { name: 'Player' })
const named = (name: string) => bar().getByRole('button', { name, exact: true })
const heading = (title: string) => bar().getByText(title, { exact: true })

/** Asks the core as the page's own client does. */
async function ask(page: Page, procedure: string, input?: unknown): Promise<Record<string, unknown>> {
  return page.evaluate(
    async ([path, json]) => {
      const socket = new WebSocket(`ws://${location.host}/rpc`)
      await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
      socket.send(JSON.stringify({ i: '1', p: { u: `/${path}`, ...(json !== undefined && { b: { json } }) } }))
      const answer = await new Promise<MessageEvent<string | Blob>>((resolve) => socket.addEventListener('message', resolve, { once: true }))
      socket.close()
      const text = typeof answer.data === 'string' ? answer.data : await answer.data.text()
      return (JSON.parse(text) as { p: { b: { json: Record<string, unknown> } } }).p.b.json
    },
    [procedure, input] as const,
  )
}

const state = () => ask(page, 'playback/state')
const titlesOfQueue = async () => ((await ask(page, 'playback/queue', {})).items as { track: { title: string } }[]).map((item) => item.track.title)

beforeAll(async () => {
  if (!canRun) return
  host = await startHost()
  const music = join(host.data, 'music')
  mkdirSync(music)
  tracks.forEach((name, at) => {
    const tags = { title: name.replace(/\..*/, ''), artist: 'Low Tide Ministry', album: 'Harbour Arithmetic', track: String(at + 1) }
    makeSine(join(music, name), 40, [...(name.endsWith('m4a') ? ['-c:a', 'alac'] : []), ...Object.entries(tags).flatMap(([key, value]) => ['-metadata', `${key}=${value}`])])
  })
  browser = await launchBrowser()
  ;({ page } = await openWindow(browser, host))
  await ask(page, 'library/addFolder', { path: music })
  await page.goto(`${host.origin}/library/albums`)
  await page.getByRole('link', { name: 'Harbour Arithmetic' }).first().click()
  await page.waitForURL(/\/album\//)
  await page.getByRole('main').getByRole('button', { name: 'Play', exact: true }).first().click()
  await named('Pause').waitFor()
})

afterAll(async () => {
  await browser?.close()
  await host?.stop()
})

test.skipIf(!canRun)(`an album plays from its first track, and the player says what${why}`, async () => {
  await heading('Pilot Boat').waitFor()
  expect(await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuemax')).toBe('40')
  await expect.poll(() => page.title()).toContain('Pilot Boat')
  await expect.poll(async () => (await state()).status).toBe('playing')
})

test.skipIf(!canRun)(`near its end a track passes on to the next by itself${why}`, async () => {
  await page.getByRole('slider', { name: 'Position' }).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await heading('Soundings').waitFor({ timeout: 20_000 })
  await expect.poll(async () => (await state()).index).toBe(1)
})

test.skipIf(!canRun)(`ALAC plays as FLAC${why}`, async () => {
  const { items } = await ask(page, 'playback/queue', {})
  await ask(page, 'playback/command', { type: 'playItem', itemId: (items as { itemId: number }[])[3]?.itemId })
  await heading('Counting Gulls').waitFor()
  await expect.poll(async () => Number((await state()).positionMs), { timeout: 10_000 }).toBeGreaterThan(1000)
})

test.skipIf(!canRun)(`the queue is ordered and cleared by the keyboard, and a change taken back${why}`, async () => {
  await named('Queue').click()
  const rows = page.getByRole('grid', { name: 'Queue' }).getByRole('row')
  await rows.first().click()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(titlesOfQueue).toEqual(['Soundings', 'Pilot Boat', 'Tidal Gauge', 'Counting Gulls'])
  await page.keyboard.press('Delete')
  await expect.poll(titlesOfQueue).toEqual(['Soundings', 'Tidal Gauge', 'Counting Gulls'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(titlesOfQueue).toEqual(['Soundings', 'Pilot Boat', 'Tidal Gauge', 'Counting Gulls'])
  await page.getByRole('button', { name: 'Clear the queue' }).click()
  await expect.poll(titlesOfQueue).toEqual(['Counting Gulls'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await titlesOfQueue()).length).toBe(4)
})

test.skipIf(!canRun)(`a second window steers the first, then takes the sound over where it was${why}`, async () => {
  const { page: other, context, complaints } = await openWindow(browser, host)
  await other.getByRole('button', { name: 'Pause', exact: true }).click()
  await named('Play').waitFor()
  await expect.poll(async () => (await state()).status).toBe('paused')
  const { positionMs } = await state()
  await other.getByRole('button', { name: 'Play here' }).click()
  await expect.poll(async () => (await state()).deckId).not.toBeNull()
  await other.getByRole('button', { name: 'Play', exact: true }).last().click()
  await expect.poll(async () => (await state()).status).toBe('playing')
  expect(Number((await state()).positionMs)).toBeGreaterThanOrEqual(Number(positionMs))
  await named('Play here').waitFor()
  expect(complaints).toEqual([])
  await context.close()
  await expect.poll(async () => (await state()).deckId, { timeout: 10_000 }).toBeNull()
})

test.skipIf(!canRun)(`every playing stands in the history once, and none is left open${why}`, async () => {
  const library = openDatabase({ path: join(host.data, 'library.db'), isReadOnly: true })
  const plays = library.all(query.selectFrom('listening_history as play').innerJoin('heard_texts as text', 'text.id', 'play.heardTextId').select(['text.titleText', 'play.heardMs', 'play.heartbeatAt', 'play.zone']).orderBy('play.id'))
  library.close()
  // Soundings was skipped from; Counting Gulls was begun in both windows.
  expect(plays.map((play) => play.titleText)).toEqual(['Pilot Boat', 'Soundings', 'Counting Gulls', 'Counting Gulls'])
  expect(plays.filter((play) => play.heartbeatAt !== null)).toEqual([])
  expect(plays.every((play) => (play.heardMs ?? 0) > 0)).toBe(true)
})

test.skipIf(!canRun)(`now playing takes the whole window and Escape leaves it${why}`, async () => {
  const before = page.url()
  await page.getByRole('link', { name: 'Open now playing' }).click()
  await page.getByRole('heading', { level: 2, name: 'Counting Gulls' }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Main' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.url()).toBe(before)
})
