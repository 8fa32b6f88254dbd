import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DeckOptions } from '#renderer/features/player/engine/deck-contract.ts'
import type { EngineTrack } from '#renderer/features/player/engine/engine-track.ts'
import { hasFfmpeg, makeLiveFlac, rate } from './gapless/fixtures.ts'
import { capture, eventsOf, hasChromium, openSession, type Session, waitForPosition, waitForState } from './gapless/session.ts'
import { firstDifference, levels, sine, sineAmplitude } from './gapless/signals.ts'

const skipped = hasChromium ? '' : ' (skipped: no Chromium; set CHROMIUM_PATH)'

let session: Session
let pages: Page[] = []

beforeAll(async () => {
  if (hasChromium) session = await openSession()
})

afterEach(async () => {
  await Promise.all(pages.map((page) => page.close()))
  pages = []
})

afterAll(async () => {
  if (hasChromium) await session.close()
})

async function openPage(options?: DeckOptions): Promise<Page> {
  const page = await session.openPage(options)
  pages.push(page)
  return page
}

async function load(page: Page, track: EngineTrack, next: EngineTrack | null = null): Promise<void> {
  await page.evaluate(
    ([one, two]) => {
      window.harness.deck.load(one)
      window.harness.deck.setNext(two)
    },
    [track, next] as const
  )
}

async function loadTapped(page: Page, track: EngineTrack, next: EngineTrack | null = null): Promise<void> {
  await page.evaluate(
    async ([one, two]) => {
      const { deck, tap } = window.harness
      deck.load(one, { isPaused: true })
      deck.setNext(two)
      await tap()
      deck.play()
    },
    [track, next] as const
  )
}

/** The strongest stretch of ten periods. */
const strong = (samples: Float32Array): number => levels(samples, 1000).reduce((most, level) => Math.max(most, level), 0)
/** A sine's effective value. */
const sineLevel = sineAmplitude / Math.SQRT2

test.skipIf(!hasChromium)(`a file too long to decode is streamed, and nothing of it is held${skipped}`, async () => {
  const page = await openPage()
  await loadTapped(page, session.track('long.wav', { isLong: true }))
  await waitForPosition(page, 300)
  expect(await page.evaluate(() => window.harness.decodedSeen.buffers)).toBe(0)
  await page.evaluate(() => window.harness.deck.seek(3500))
  await waitForState(page, 'ended')
  const [finished] = await eventsOf(page, 'finished')
  expect(finished).toMatchObject({ reason: 'ended' })
  expect(finished?.heardMs).toBeGreaterThan(750)
  expect(finished?.heardMs).toBeLessThan(1200)
  expect(strong((await capture(page)).samples)).toBeCloseTo(sineLevel, 2)
})

test.skipIf(!hasChromium)(`a file that would not fit the memory budget is streamed${skipped}`, async () => {
  const decodedBytes = 4 * rate * 2 * 4
  const page = await openPage({ memoryBudgetBytes: 2 * decodedBytes - 8 })
  await load(page, session.track('long.wav'))
  await waitForPosition(page, 100)
  expect(await page.evaluate(() => window.harness.decodedSeen.buffers)).toBe(0)
})

test.skipIf(!hasChromium)(`never more than two buffers are decoded, nor more than the budget, whatever plays or is skipped${skipped}`, async () => {
  const budget = 2 * 4 * rate * 2 * 4
  const page = await openPage({ memoryBudgetBytes: budget })
  const noiseA = session.track('noise-a.wav', { durationMs: 2000 })
  const noiseB = session.track('noise-b.wav', { durationMs: 2000 })
  await page.evaluate(
    ([one, two]) => {
      const { deck } = window.harness
      deck.setCrossfade(0.5)
      let turn = 0
      deck.on('trackchange', () => {
        turn += 1
        if (turn < 6) deck.setNext(turn % 2 === 0 ? one : two)
      })
      deck.load(one)
      deck.load(two)
      deck.load(one)
    },
    [noiseA, noiseB] as const
  )
  await waitForState(page, 'ended')
  const seen = await page.evaluate(() => window.harness.decodedSeen)
  expect(seen.buffers).toBe(2)
  expect(seen.bytes).toBeLessThanOrEqual(budget)
  expect((await eventsOf(page, 'finished')).map(({ reason: why }) => why)).toEqual(['replaced', 'replaced', 'ended', 'ended', 'ended', 'ended'])
})

test.skipIf(!hasChromium)(`a crossfade of unrelated music keeps its level within 3 dB${skipped}`, async () => {
  const page = await openPage()
  await page.evaluate(() => window.harness.deck.setCrossfade(1))
  const about = { durationMs: 2000 }
  await loadTapped(page, session.track('noise-a.wav', about), session.track('noise-b.wav', about))
  await waitForState(page, 'ended')
  const { samples } = await capture(page)
  const first = samples.findIndex((sample) => sample !== 0)
  const heard = samples.slice(first, first + 3 * rate)
  const steady = levels(heard, rate / 2)[0] ?? 0
  const decibels = levels(heard, rate / 20).map((level) => 20 * Math.log10(level / steady))
  console.log(`crossfade: between ${Math.min(...decibels).toFixed(2)} and ${Math.max(...decibels).toFixed(2)} dB`)
  expect(decibels).toHaveLength(60)
  expect(Math.min(...decibels)).toBeGreaterThan(-3)
  expect(Math.max(...decibels)).toBeLessThan(3)
  expect((await eventsOf(page, 'finished')).map(({ heardMs }) => Math.round(heardMs / 100))).toEqual([20, 20])
})

test.skipIf(!hasChromium)(`volume, mute and ReplayGain reach the ear as they say${skipped}`, async () => {
  const page = await openPage()
  const heardWith = async (act: () => void): Promise<number> => {
    await page.evaluate(act)
    await waitForPosition(page, (await page.evaluate(() => window.harness.deck.getPosition())) + 80)
    await capture(page)
    await waitForPosition(page, (await page.evaluate(() => window.harness.deck.getPosition())) + 100)
    return strong((await capture(page)).samples) / sineLevel
  }
  await loadTapped(page, session.track('long.wav', { gains: { track: -6.0206, trackPeak: 0.5 } }))
  expect(await heardWith(() => undefined)).toBeCloseTo(1, 2)
  expect(await heardWith(() => window.harness.deck.setVolume(0.5))).toBeCloseTo(0.125, 3)
  expect(await heardWith(() => window.harness.deck.setMuted(true))).toBe(0)
  expect(
    await heardWith(() => {
      window.harness.deck.setMuted(false)
      window.harness.deck.setVolume(1)
      window.harness.deck.setReplayGain({ mode: 'track', preampDb: 0, untaggedDb: 0, isClippingPrevented: true })
    })
  ).toBeCloseTo(0.5, 2)
})

test.skipIf(!hasChromium)(`what is heard is counted: not while paused, again after seeking back${skipped}`, async () => {
  const page = await openPage()
  await load(page, session.track('long.wav'))
  await waitForPosition(page, 500)
  await page.evaluate(() => window.harness.deck.pause())
  const paused = await page.evaluate(() => [window.harness.deck.getHeard(), window.harness.deck.getPosition()])
  await page.evaluate(() => window.harness.clockPasses(0.2))
  expect(await page.evaluate(() => [window.harness.deck.getHeard(), window.harness.deck.getPosition()])).toEqual(paused)
  await page.evaluate(() => {
    window.harness.deck.seek(100)
    window.harness.deck.play()
  })
  await waitForPosition(page, 500)
  const [heard, position] = await page.evaluate(() => [window.harness.deck.getHeard(), window.harness.deck.getPosition()] as const)
  expect(heard).toBeCloseTo((paused[0] ?? 0) + position - 100, 3)
  await page.evaluate(() => window.harness.deck.stop())
  const [finished] = await eventsOf(page, 'finished')
  expect(finished?.reason).toBe('stopped')
  expect(finished?.heardMs).toBeGreaterThanOrEqual(heard)
})

/** Half of ten seconds comes; said to be a minute long, so that its first two seconds are its head. */
const halfHeld = { durationMs: 60_000 }

test.skipIf(!hasChromium)(`music begins before the file has come, and goes over into the whole of it without a seam${skipped}`, async () => {
  const page = await openPage()
  await loadTapped(page, session.track('held/ten-seconds.wav', halfHeld))
  await waitForPosition(page, 300)
  expect(await page.evaluate(() => window.harness.deck.getDuration())).toBe(60_000)
  session.media.release()
  await page.waitForFunction(() => window.harness.deck.getDuration() === 10_000)
  await waitForPosition(page, 1500)
  const { samples } = await capture(page)
  expect(firstDifference(samples, sine(1.4 * rate, rate))).toBe(-1)
})

test.skipIf(!hasChromium)(`music whose head has run dry goes on where it stopped${skipped}`, async () => {
  const page = await openPage()
  await load(page, session.track('held/ten-seconds.wav', halfHeld))
  await waitForPosition(page, 1000)
  await waitForState(page, 'buffering')
  const dryAt = await page.evaluate(() => window.harness.deck.getPosition())
  expect(dryAt).toBeGreaterThan(1500)
  session.media.release()
  await waitForState(page, 'playing')
  await waitForPosition(page, dryAt + 200)
  const [heard, position] = await page.evaluate(() => [window.harness.deck.getHeard(), window.harness.deck.getPosition()] as const)
  expect(heard).toBeCloseTo(position, 3)
})

for (const isLong of [false, true]) {
  test.skipIf(!hasChromium)(`a server that stops sending stalls the music and does not end it, ${isLong ? 'streamed' : 'decoded'}${skipped}`, async () => {
    const page = await openPage({ stallMs: 200 })
    await load(page, session.track('held/long.wav', { isLong, durationMs: 4000 }))
    await waitForState(page, 'stalled')
    session.media.release()
    await waitForState(page, 'playing')
    await page.evaluate(() => window.harness.deck.seek(3800))
    await waitForState(page, 'ended')
    expect(await eventsOf(page, 'error')).toEqual([])
  })
}

for (const isLong of [false, true]) {
  const isSkipped = !hasChromium || !hasFfmpeg
  const why = isSkipped ? ' (skipped: no Chromium or no ffmpeg)' : ''
  test.skipIf(isSkipped)(`what is encoded while it is sent plays to its end, ${isLong ? 'streamed' : 'decoded'}${why}`, async () => {
    const page = await openPage()
    await load(page, session.track(`live/${makeLiveFlac(session.folder)}`, { codec: 'flac', isLong, durationMs: 4000 }), session.track('noise-a.wav', { durationMs: 2000 }))
    await page.waitForFunction(() => window.harness.log.some(({ name }) => name === 'finished'))
    const [finished] = await eventsOf(page, 'finished')
    expect(finished?.reason).toBe('ended')
    expect(finished?.heardMs).toBeGreaterThan(3900)
    expect(finished?.heardMs).toBeLessThan(4100)
    expect(await page.evaluate(() => window.harness.violations)).toEqual([])
  })

  test.skipIf(!hasChromium)(`a seek past the end goes on to the next track, ${isLong ? 'streamed' : 'decoded'}${skipped}`, async () => {
    const page = await openPage()
    await load(page, session.track('long.wav', { isLong }), session.track('noise-a.wav', { durationMs: 2000 }))
    await waitForState(page, 'playing')
    await page.evaluate(() => window.harness.deck.seek(1_000_000))
    await page.waitForFunction(() => window.harness.log.some(({ name }) => name === 'finished'))
    await waitForState(page, 'playing')
    const [finished] = await eventsOf(page, 'finished')
    expect(finished?.reason).toBe('ended')
    expect(finished?.heardMs).toBeLessThan(1000)
  })
}

test.skipIf(!hasChromium)(`a server that never goes on is given up as a network error${skipped}`, async () => {
  const page = await openPage({ stallMs: 100, giveUpMs: 400 })
  await load(page, session.track('held/long.wav'))
  await waitForState(page, 'idle')
  expect(await eventsOf(page, 'error')).toMatchObject([{ code: 'network', isNext: false }])
  expect(await eventsOf(page, 'finished')).toMatchObject([{ reason: 'failed', heardMs: 0 }])
})

for (const [what, file, code, more] of [
  ['a file that is gone', 'absent.flac', 'not-found', { codec: 'flac' }],
  ['a long file that is gone', 'absent.flac', 'not-found', { codec: 'flac', isLong: true }],
  ['bytes that are no audio', 'garbage.flac', 'decode', { codec: 'flac' }],
  ['long bytes that are no audio', 'garbage.flac', 'decode', { codec: 'flac', isLong: true }],
  ['a codec that the browser lacks', 'long.wav', 'unsupported', { codec: 'ape' }],
  ['a long file in a codec that the browser lacks', 'long.wav', 'unsupported', { codec: 'ape', isLong: true }],
  ['a server that is gone', '', 'network', { url: 'http://127.0.0.1:1/x.wav' }]
] as const) {
  test.skipIf(!hasChromium)(`${what} is reported as ${code}${skipped}`, async () => {
    const page = await openPage()
    await load(page, session.track(file, more))
    await page.waitForFunction(() => window.harness.log.some(({ name }) => name === 'error'))
    expect(await eventsOf(page, 'error')).toMatchObject([{ code, isNext: false }])
    expect(await page.evaluate(() => window.harness.deck.getState())).toBe('idle')
  })
}

test.skipIf(!hasChromium)(`a next track that cannot be had is reported while the current one plays on${skipped}`, async () => {
  const page = await openPage()
  await load(page, session.track('long.wav'), session.track('absent.flac', { codec: 'flac' }))
  await page.waitForFunction(() => window.harness.log.some(({ name }) => name === 'error'))
  expect(await eventsOf(page, 'error')).toMatchObject([{ code: 'not-found', isNext: true }])
  expect(await page.evaluate(() => window.harness.deck.getState())).toBe('playing')
})

test.skipIf(!hasChromium)(`the output device is set on the context in use and on later ones, and a missing one is an error that changes nothing${skipped}`, async () => {
  const page = await openPage({ prefetchMs: 1000 })
  await page.evaluate(() => {
    const asked: string[] = []
    Reflect.set(window, 'asked', asked)
    Reflect.set(AudioContext.prototype, 'setSinkId', async (deviceId: string) => {
      asked.push(deviceId)
      if (deviceId === 'unplugged') throw new DOMException('No such device.', 'NotFoundError')
    })
  })
  const asked = (): Promise<string[]> => page.evaluate(() => Reflect.get(window, 'asked'))
  await load(page, session.track('long.wav'), session.track('hires.wav', { sampleRate: 96_000, durationMs: 1000 }))
  await waitForState(page, 'playing')
  expect(await page.evaluate(() => window.harness.deck.setDevice('headphones'))).toBe(true)
  expect(await page.evaluate(() => window.harness.deck.setDevice('unplugged'))).toBe(false)
  expect(await asked()).toEqual(['headphones', 'unplugged', 'headphones'])
  expect(await eventsOf(page, 'error')).toMatchObject([{ code: 'device' }])
  expect(await page.evaluate(() => window.harness.deck.getState())).toBe('playing')

  await page.evaluate(() => window.harness.deck.seek(3700))
  await page.waitForFunction(() => window.harness.log.filter(({ name }) => name === 'trackchange').length === 2)
  expect((await asked()).slice(3)).toEqual(['headphones'])
})

test.skipIf(!hasChromium)(`a track at another sample rate plays at its own${skipped}`, async () => {
  const page = await openPage()
  await load(page, session.track('long.wav'), session.track('hires.wav', { sampleRate: 96_000, durationMs: 1000 }))
  await waitForPosition(page, 50)
  expect(await page.evaluate(() => window.Howler.ctx.sampleRate)).toBe(44_100)
  await page.evaluate(() => window.harness.deck.seek(3700))
  await page.waitForFunction(() => window.Howler.ctx.sampleRate === 96_000)
  await waitForState(page, 'ended')
  expect((await eventsOf(page, 'finished')).map(({ reason: why }) => why)).toEqual(['ended', 'ended'])
})

test.skipIf(!hasChromium)(`howler needs no data: or blob: address, nothing inline and no eval${skipped}`, async () => {
  const page = await openPage()
  await load(page, session.track('long.wav', { isLong: true }), session.track('noise-a.wav', { durationMs: 2000 }))
  await waitForPosition(page, 50)
  await page.mouse.click(5, 5)
  await page.evaluate(() => window.harness.deck.seek(3800))
  await page.waitForFunction(() => window.harness.log.filter(({ name }) => name === 'trackchange').length === 2)
  await waitForPosition(page, 50)
  await page.evaluate(() => window.harness.deck.stop())
  expect(await page.evaluate(() => window.harness.violations)).toEqual([])
})
