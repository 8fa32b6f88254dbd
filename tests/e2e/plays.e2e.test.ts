import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { zipOf } from '#tests/factories/zip.ts'
import { FakeLastfm } from '#tests/fakes/lastfm-server.ts'
import { launchBrowser, noChromium, openWindow, startHost } from './harness.ts'
import { addFolder, makeMusic, pictureOf } from './music.ts'

const canRun = noChromium === ''
let browser: Browser

beforeAll(async () => {
  if (canRun) browser = await launchBrowser()
})
afterAll(async () => browser?.close())

test.skipIf(!canRun)(`Last.fm is connected, what plays there is told, an artist is put right and the correction undone, and a zip is looked at, imported and taken back${noChromium}`, async () => {
  const fake = await FakeLastfm.start()
  const now = Math.floor(Date.now() / 1000)
  fake.plays = [600, 1200, 1800].map((ago, at) => ({ artist: 'Low Tide Ministery', title: `Song ${at + 1}`, album: 'Harbour Arithmetic', at: now - ago }))
  fake.nowPlaying = { artist: 'Ana Ray', title: 'First Light', album: 'Blue Room', at: null }
  const host = await startHost({ env: { SILLON_LASTFM_URL: fake.url, SILLON_LASTFM_AUTH_URL: fake.authUrl } })
  onTestFinished(() => host.stop())
  const { page, context, complaints } = await openWindow(browser, host)
  onTestFinished(() => context.close())

  await page.goto(`${host.origin}/settings/services`)
  await page.getByRole('button', { name: 'Add an account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add an account' })
  await dialog.getByLabel('User name').fill(fake.user)
  await dialog.getByLabel('API key').fill('wrong')
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByLabel('API key').fill(fake.apiKey)
  await dialog.getByRole('button', { name: 'Connect' }).click()
  const account = page.getByRole('article', { name: 'Last.fm' })
  await account.getByText('Listening to First Light by Ana Ray').waitFor({ timeout: 20_000 })
  await page.screenshot({ path: pictureOf('plays-services') })
  fake.nowPlaying = { artist: 'Ana Ray', title: 'Second Light', album: 'Blue Room', at: null }
  await account.getByRole('button', { name: 'Read now' }).click()
  await account.getByText('Listening to Second Light by Ana Ray').waitFor({ timeout: 20_000 })

  await page.goto(`${host.origin}/settings/corrections`)
  await page.getByRole('button', { name: 'Add a rule' }).click()
  const rule = page.getByRole('dialog', { name: 'Add a rule' })
  await rule.getByLabel('Artist').fill('Low Tide Ministery')
  await rule.getByLabel('It should say').fill('Low Tide Ministry')
  await rule.getByText('3 plays change').waitFor()
  await page.screenshot({ path: pictureOf('plays-rule') })
  await rule.getByRole('button', { name: 'Correct' }).click()
  await page.getByText('3 plays corrected').waitFor()
  await page.goto(`${host.origin}/journal`)
  await page.getByText('Low Tide Ministry', { exact: true }).first().waitFor()
  await page.goto(`${host.origin}/settings/corrections`)
  await page.getByRole('button', { name: /^Undo: Low Tide Ministery/ }).click()
  await page.getByRole('button', { name: /^Make again: / }).waitFor()
  await page.screenshot({ path: pictureOf('plays-corrections') })
  await page.goto(`${host.origin}/journal`)
  await page.getByText('Low Tide Ministery', { exact: true }).first().waitFor()

  const zip = join(host.data, 'export.zip')
  const lines = ['artist,album,title,date', ...['Pilot Boat', 'Soundings'].map((title, at) => `Ana Ray,Blue Room,${title},"0${at + 1} Mar 2024, 20:15"`)]
  writeFileSync(zip, zipOf([{ name: 'history.csv', content: lines.join('\n') }]))
  await page.goto(`${host.origin}/imports`)
  await page.getByLabel('Choose files').setInputFiles(zip)
  await page.getByText('export.zip').waitFor()
  await page.getByRole('button', { name: 'See what it would do' }).click()
  await page.getByRole('heading', { name: 'What it would do' }).waitFor({ timeout: 20_000 })
  await page.getByText('Examples').click()
  await page.getByText('Pilot Boat · Ana Ray').waitFor()
  await page.screenshot({ path: pictureOf('plays-dry-run'), fullPage: true })
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('heading', { name: 'What it did' }).waitFor({ timeout: 20_000 })
  await page.getByText('2 new of 2 rows').waitFor()
  await page.getByRole('link', { name: 'Show its plays' }).click()
  await page.getByText('Soundings', { exact: true }).first().waitFor()
  await page.goto(`${host.origin}/imports`)
  await page.getByRole('button', { name: /^Take back: / }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await page.getByText('Taken back', { exact: true }).waitFor({ timeout: 20_000 })
  await page.screenshot({ path: pictureOf('plays-imports') })
  await page.goto(`${host.origin}/journal?show=both`)
  await page.getByText('Song 1', { exact: true }).first().waitFor()
  expect(await page.getByText('Soundings', { exact: true }).count()).toBe(0)
  expect(complaints).toEqual([])
}, 120_000)

test.skipIf(!canRun)(`a record is put on, paused, moved on and lifted, and stands in the journal${noChromium}`, async () => {
  const host = await startHost()
  onTestFinished(() => host.stop())
  await makeMusic(join(host.data, 'music'))
  const { page, context, complaints } = await openWindow(browser, host)
  onTestFinished(() => context.close())
  await addFolder(page, join(host.data, 'music'), 'Frost Dates')
  await page.getByRole('link', { name: 'Frost Dates' }).first().click()
  await page.getByRole('button', { name: 'Put it on' }).click()
  const dialog = page.getByRole('dialog', { name: 'Put Frost Dates on' })
  await page.screenshot({ path: pictureOf('needle-dialog') })
  await dialog.getByRole('button', { name: 'Put it on' }).click()
  const player = page.getByRole('group', { name: 'Record player' })
  await player.getByRole('button', { name: 'Pause the record' }).click()
  await player.getByRole('button', { name: 'Go on' }).click()
  await page.screenshot({ path: pictureOf('needle-bar') })
  await player.getByRole('button', { name: 'Lift the needle' }).click()
  await player.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Put it on' }).click()
  await dialog.getByText('Earlier', { exact: true }).click()
  await dialog.getByLabel('It began').fill('2026-01-05T20:15')
  await dialog.getByRole('button', { name: 'Put it on' }).click()
  await page.getByText('Frost Dates was written into your history').waitFor()
  await page.goto(`${host.origin}/journal?source=spin`)
  await page.getByText('Frost Dates').first().waitFor()
  await page.screenshot({ path: pictureOf('needle-journal') })
  expect(complaints.filter((text) => !text.includes('AudioContext'))).toEqual([])
}, 120_000)
