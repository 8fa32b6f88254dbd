import { expect, test } from 'vitest'
import { heardHere, openTestSending, sendingsOf, withSentLastfm, withSentListenbrainz } from '#tests/factories/sending.ts'
import { playsAt, playsIn, runUntil } from '#tests/factories/trackers.ts'
import { addAlbum, addTrack } from '#tests/factories/tracks.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

test.each([withSentLastfm, withSentListenbrainz])('what is heard here arrives there, once, and comes back as the same play', async (connect) => {
  const world = openTestSending()
  const { fake, id } = await connect(world)
  for (let index = 0; index < 120; index += 1) heardHere(world, { title: `Song ${index % 9}`, artist: 'Nina' })
  await runUntil(world, world.clock.now() + hour)
  expect(playsAt(fake.plays)).toEqual(playsIn(world.db).map((line) => line.replace(/\.\d{3}Z/, '.000Z')))
  expect(fake.plays).toHaveLength(120)
  expect(world.db.prepare('SELECT count(*) AS plays, count(DISTINCT playId) AS sent FROM sendings').get()).toEqual({ plays: 120, sent: 120 })
  expect((await world.accounts.list())[0]).toMatchObject({ id, plays: 120, sendings: { queued: 0, sent: 120, ignored: 0, failed: 0 } })
  await world.engine.stop()
})

test('at most fifty scrobbles leave in one call, signed and with all that is known', async () => {
  const world = openTestSending()
  const { fake } = await withSentLastfm(world)
  const trackId = addTrack(world.db, { title: 'Hyperballad', artist: 'Björk', albumId: addAlbum(world.db, { title: 'Post', artist: 'Björk' }), trackNumber: 3, durationMs: 321_000 })
  heardHere(world, { trackId })
  for (let index = 0; index < 60; index += 1) heardHere(world, { title: `Song ${index}`, artist: 'Nina' })
  await runUntil(world, world.clock.now() + minute)
  const calls = fake.received.filter(({ name }) => name === 'track.scrobble')
  expect(calls.map(({ params }) => [...params.keys()].filter((key) => key.startsWith('timestamp[')).length)).toEqual([50, 11])
  const [first] = calls
  expect(Object.fromEntries(['artist', 'track', 'album', 'trackNumber', 'duration'].map((name) => [name, first?.params.get(`${name}[0]`)]))).toEqual({ artist: 'Björk', track: 'Hyperballad', album: 'Post', trackNumber: '3', duration: '321' })
  const row = world.db.prepare<[], { sentJson: string; answerJson: string }>('SELECT sentJson, answerJson FROM sendings ORDER BY id LIMIT 1').get()
  expect(JSON.parse(row?.sentJson ?? '')).toMatchObject({ artist: 'Björk', track: 'Hyperballad' })
  expect(JSON.parse(row?.answerJson ?? '')).toMatchObject({ said: { track: { corrected: '0', '#text': 'Hyperballad' } } })
  await world.engine.stop()
})

test('only what counts, was heard here and ended after the switch was turned is sent', async () => {
  const world = openTestSending()
  heardHere(world, { title: 'Before', artist: 'Nina' })
  const { fake, id } = await withSentLastfm(world)
  heardHere(world, { title: 'Skipped', artist: 'Nina', isCounted: false })
  heardHere(world, { title: 'Elsewhere', artist: 'Nina', source: 'submission' })
  heardHere(world, { title: 'From there', artist: 'Nina', seenBy: id })
  heardHere(world, { title: 'Needle', artist: 'Nina', source: 'spin' })
  await runUntil(world, world.clock.now() + minute)
  expect(fake.plays.map(({ title }) => title)).toEqual(['Needle'])
  await world.accounts.update({ id, isSentTo: false })
  heardHere(world, { title: 'Private', artist: 'Nina' })
  await world.accounts.update({ id, isSentTo: true })
  await runUntil(world, world.clock.now() + minute)
  expect(fake.plays).toHaveLength(1)
  await world.engine.stop()
})

test('an answer that is lost is asked for again in the same words, and there is still one play', async () => {
  for (const connect of [withSentLastfm, withSentListenbrainz]) {
    const world = openTestSending()
    const { fake, id } = await connect(world)
    await world.accounts.update({ id, isPolled: false })
    fake.faults.choose = ({ method }) => (method === 'POST' ? { kind: 'cut', isDone: true } : undefined)
    const { textId } = heardHere(world, { title: 'Once', artist: 'Nina' })
    await runUntil(world, world.clock.now() + 10 * minute)
    expect(sendingsOf(world.db)).toMatchObject([{ state: 'queued', attempts: expect.any(Number) }])
    // Put right meanwhile: other words would be another play there.
    world.db.prepare("UPDATE heard_texts SET titleName = 'Once More' WHERE id = ?").run(textId)
    fake.faults.choose = () => undefined
    await runUntil(world, world.clock.now() + 2 * hour)
    expect(fake.plays.map(({ title }) => title)).toEqual(['Once'])
    expect(sendingsOf(world.db)).toMatchObject([{ state: 'sent' }])
    await world.engine.stop()
  }
})

test('a play that a poll finds there has arrived, although no answer did', async () => {
  const world = openTestSending()
  const { fake } = await withSentLastfm(world)
  fake.faults.choose = ({ name }) => (name === 'track.scrobble' ? { kind: 'cut', isDone: true } : undefined)
  heardHere(world, { title: 'Once', artist: 'Nina' })
  await runUntil(world, world.clock.now() + 10 * minute)
  expect(sendingsOf(world.db)).toMatchObject([{ state: 'sent' }])
  expect(playsIn(world.db)).toHaveLength(1)
  await world.engine.stop()
})

test('what Last.fm ignores is final, with its reason, until the person tries it again', async () => {
  const world = openTestSending()
  const { fake, id } = await withSentLastfm(world)
  fake.dailyLimit = 1
  heardHere(world, { title: 'First', artist: 'Nina' })
  heardHere(world, { title: 'Second', artist: 'Nina' })
  heardHere(world, { title: '[unknown]', artist: 'Nina' })
  heardHere(world, { title: 'Old', artist: 'Nina', startedAt: world.clock.now() - 15 * day })
  await runUntil(world, world.clock.now() + minute)
  const reasons = world.sending.list({ accountId: id, state: 'ignored', offset: 0, limit: 10 })
  expect(reasons.items.map(({ title, problem }) => [title, problem?.template])).toEqual([['Old', expect.stringContaining('two weeks')], ['[unknown]', expect.stringContaining('title')], ['Second', expect.stringContaining('no more plays')]])
  expect(fake.received.flatMap(({ params }) => params.getAll('track[3]'))).toEqual([])
  fake.dailyLimit = 10
  expect(world.sending.retry(id)).toEqual({ queued: 3 })
  await runUntil(world, world.clock.now() + minute)
  expect(fake.plays.map(({ title }) => title)).toEqual(['First', 'Second'])
  await world.engine.stop()
})

test('a session that ended asks the person to sign in; what waits is sent then', async () => {
  const world = openTestSending()
  const { fake, id } = await withSentLastfm(world)
  fake.session = 'another'
  heardHere(world, { title: 'Waits', artist: 'Nina' })
  await runUntil(world, world.clock.now() + minute)
  expect((await world.accounts.list())[0]).toMatchObject({ canSend: false, sendings: { queued: 1 } })
  const calls = (): number => fake.received.filter(({ name }) => name === 'track.scrobble').length
  expect(calls()).toBe(1)
  await runUntil(world, world.clock.now() + 3 * hour)
  expect(calls()).toBe(1)
  const url = new URL(await world.accounts.beginSignIn(id))
  fake.tokens.set(url.searchParams.get('token') ?? '', true)
  await world.accounts.finishSignIn(id)
  await world.settle()
  await runUntil(world, world.clock.now() + minute)
  expect(fake.plays.map(({ title }) => title)).toEqual(['Waits'])
  await world.engine.stop()
})

test.each([8, 11, 16, 29])('error %i passes: it is sent later, and the lane alone waits', async (code) => {
  const world = openTestSending()
  const { fake } = await withSentLastfm(world)
  let left = 8
  fake.faults.choose = ({ name }) => (name === 'track.scrobble' && left-- > 0 ? { kind: 'error', code } : undefined)
  heardHere(world, { title: 'Later', artist: 'Nina' })
  await runUntil(world, world.clock.now() + 6 * hour)
  expect(fake.plays.map(({ title }) => title)).toEqual(['Later'])
  await world.engine.stop()
})

test('one play that is refused does not hold up the others', async () => {
  const world = openTestSending()
  const { fake } = await withSentListenbrainz(world)
  heardHere(world, { title: 'Good', artist: 'Nina' })
  heardHere(world, { title: 'Tomorrow', artist: 'Nina', startedAt: world.clock.now() + day })
  heardHere(world, { title: 'Long', artist: 'N'.repeat(11_000) })
  heardHere(world, { title: 'Fine', artist: 'Nina' })
  await runUntil(world, world.clock.now() + minute)
  expect(fake.plays.map(({ title }) => title)).toEqual(['Good', 'Fine'])
  expect(sendingsOf(world.db).map(({ state }) => state)).toEqual(['sent', 'failed', 'ignored', 'sent'])
  await world.engine.stop()
})

test('loves go both ways and do not come back as news', async () => {
  for (const connect of [withSentLastfm, withSentListenbrainz]) {
    const world = openTestSending()
    const { fake } = await connect(world)
    const trackId = addTrack(world.db, { title: 'Loved', artist: 'Nina' })
    world.db.prepare('UPDATE tracks SET musicbrainzRecordingId = ? WHERE id = ?').run('b1a9c0e9-0000-4000-8000-000000000001', trackId)
    world.love([trackId], true)
    world.love([trackId], true)
    await runUntil(world, world.clock.now() + minute)
    expect(fake.loves).toHaveLength(1)
    await runUntil(world, world.clock.now() + 2 * day)
    expect(world.db.prepare('SELECT lovedAt IS NOT NULL FROM tracks WHERE id = ?').pluck().get(trackId)).toBe(1)
    world.love([trackId], false)
    await runUntil(world, world.clock.now() + minute)
    expect(fake.loves).toEqual([])
    expect(sendingsOf(world.db).map(({ kind, state }) => [kind, state])).toEqual([['love', 'sent'], ['unlove', 'sent']])
    await world.engine.stop()
  }
})

test('what begins to play is told at once, what cannot be told is let go', async () => {
  for (const connect of [withSentLastfm, withSentListenbrainz]) {
    const world = openTestSending()
    const { fake } = await connect(world)
    heardHere(world, { title: 'Now', artist: 'Nina', isOpen: true })
    world.playing()
    world.playing()
    await world.sending.toldNowPlaying()
    expect(fake.nowPlaying).toMatchObject({ artist: 'Nina', title: 'Now', at: null })
    expect(fake.received.filter(({ name, body }) => name === 'track.updateNowPlaying' || body.includes('playing_now'))).toHaveLength(1)
    fake.faults.choose = () => ({ kind: 'error', code: 10 })
    heardHere(world, { title: 'Next', artist: 'Nina', isOpen: true })
    world.playing()
    await world.sending.toldNowPlaying()
    expect(fake.nowPlaying?.title).toBe('Now')
    await world.engine.stop()
  }
})
