import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { silentLog } from '#main/kernel/log.ts'
import { manualClock } from '#tests/factories/library.ts'
import { quickPace } from '#tests/factories/pace.ts'
import { sendJson, startLocalServer } from '#tests/factories/local-server.ts'
import { FakeListenbrainz } from '#tests/fakes/listenbrainz-server.ts'
import { createListenbrainzClient } from './listenbrainz.client.ts'
import { listenCount, listens, lovedRecordings, playingNow, tokenOwner } from './listenbrainz.reads.ts'

const samples = process.env.SILLON_SAMPLES
const why = samples ? '' : ' (skipped: SILLON_SAMPLES is not set)'

function sample(path: string): unknown {
  return JSON.parse(readFileSync(join(samples ?? '', 'listenbrainz', path), 'utf8'))
}

function setUp(fake: Pick<FakeListenbrainz, 'url'>) {
  const clock = manualClock()
  const client = createListenbrainzClient({ name: 'ListenBrainz', baseUrl: fake.url, version: '0', timeoutMs: 5_000 }, { log: silentLog, environment: {}, pace: quickPace(clock) })
  return { client, clock }
}

async function readListens(rows: unknown) {
  const server = await startLocalServer((_request, response) => sendJson(response, { payload: { listens: rows } }))
  return listens(setUp(server).client, '', { user: 'u', count: 100 })
}

function at(second: number) {
  return { artist: 'Nina', title: `Song ${second}`, album: 'Pastel', at: second }
}

test.skipIf(!samples)(`recorded listens are read row for row${why}`, async () => {
  const recorded: [string, unknown[]][] = [
    ...['recentListensPropsOneListen.json', 'recentListensPropsThreeListens.json', 'recentListensPropsPlayingNow.json'].map((name): [string, unknown[]] => [name, (sample(`server-mocks/${name}`) as { listens: unknown[] }).listens]),
    ...['user_export_test.json', 'timescale_listenstore_test_listens_2.json', 'multi_duration.json'].map((name): [string, unknown[]] => [name, (sample(`server-testdata/${name}`) as { payload: unknown[] }).payload]),
    ...readdirSync(join(samples ?? '', 'listenbrainz/multi-scrobbler')).filter((name) => name.includes('Mapped')).map((name): [string, unknown[]] => [name, (sample(`multi-scrobbler/${name}`) as { data: unknown }[]).map(({ data }) => data)]),
  ]
  for (const [name, rows] of recorded) {
    const page = await readListens(rows)
    expect([name, page.listens.length, page.unreadable]).toEqual([name, rows.length, 0])
  }
})

test.skipIf(!samples)(`what ListenBrainz itself refuses is counted, not read${why}`, async () => {
  for (const name of ['invalid_listen_missing_track_metadata.json', 'invalid_listen_null_track_metadata.json', 'timestamp_in_ns.json']) {
    const { payload } = sample(`server-testdata/${name}`) as { payload: unknown[] }
    expect([name, (await readListens(payload)).unreadable]).toEqual([name, payload.length])
  }
})

test.skipIf(!samples)(`recorded loves are read${why}`, async () => {
  const body = sample('server-mocks/userFeedbackAPIResponse.json') as { feedback: { score: number }[] }
  const server = await startLocalServer((_request, response) => sendJson(response, body))
  const { loves, rows } = await lovedRecordings(setUp(server).client, '', { user: 'u', count: 100, offset: 0 })
  expect([rows, loves.length]).toEqual([body.feedback.length, body.feedback.filter(({ score }) => score === 1).length])
})

test('listens come newest first and page by time', async () => {
  const fake = await FakeListenbrainz.start()
  fake.plays = [1, 2, 3, 4].map((hour) => ({ ...at(1_700_000_000 + hour * 3_600), durationMs: 200_000 }))
  const { client } = setUp(fake)
  const first = await listens(client, fake.token, { user: 'listener', count: 3 })
  expect(first.listens.map(({ at: told }) => told)).toEqual([1_700_014_400_000, 1_700_010_800_000, 1_700_007_200_000])
  expect(first).toMatchObject({ oldestAt: 1_700_003_600_000, listens: [{ durationMs: 200_000, heardMs: null }, {}, {}] })
  expect((await listens(client, fake.token, { user: 'listener', count: 3, before: 1_700_007_200_000 })).listens).toHaveLength(1)
  expect(await listenCount(client, fake.token, 'listener')).toBe(4)
})

test('what plays now has no time', async () => {
  const fake = await FakeListenbrainz.start()
  const { client } = setUp(fake)
  expect(await playingNow(client, fake.token, 'listener')).toBeNull()
  fake.nowPlaying = { ...at(1), at: null }
  expect(await playingNow(client, fake.token, 'listener')).toMatchObject({ title: 'Song 1', at: null })
})

test('a token tells whose it is', async () => {
  const fake = await FakeListenbrainz.start()
  const { client } = setUp(fake)
  expect(await tokenOwner(client, fake.token)).toBe('listener')
  await expect(tokenOwner(client, 'wrong')).rejects.toMatchObject({ code: 'unauthorised' })
  await expect(listens(client, 'wrong', { user: 'listener', count: 1 })).rejects.toMatchObject({ code: 'unauthorised' })
  await expect(listens(client, '', { user: 'nobody', count: 1 })).rejects.toMatchObject({ code: 'not-found' })
  expect(fake.received).toHaveLength(4)
})

test('the pause of a 429 is the one its header names', async () => {
  const fake = await FakeListenbrainz.start()
  const { client, clock } = setUp(fake)
  const began = clock.now()
  fake.faults.next.push({ kind: 'error', code: 429 })
  await listens(client, '', { user: 'listener', count: 1 })
  expect(clock.now() - began).toBeGreaterThanOrEqual(8_000)
  fake.faults.next.push({ kind: 'error', code: 429, headers: { 'retry-after': '3600' } })
  await expect(listens(client, '', { user: 'listener', count: 1 })).rejects.toMatchObject({ code: 'rate-limited', data: { until: expect.closeTo(clock.now() + 3_600_000, -4) } })
})

test('an address may carry the version', async () => {
  const fake = await FakeListenbrainz.start()
  const { client } = setUp({ url: `${fake.url}/1/` })
  expect(await listenCount(client, '', 'listener')).toBe(0)
})
