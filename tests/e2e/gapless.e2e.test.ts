import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EngineTrack } from '#renderer/features/player/engine/engine-track.ts'
import { gaplessFormats, gappyFormats, hasFfmpeg, makeSplitSine, seamFrame, type SplitFormat, totalFrames } from './gapless/fixtures.ts'
import { capture, hasChromium, openSession, type Session, waitForState } from './gapless/session.ts'
import { firstDifference, measureSeam, type Seam, sine } from './gapless/signals.ts'

const noBrowser = 'skipped: no Chromium; set CHROMIUM_PATH'
let session: Session

beforeAll(async () => {
  if (hasChromium) session = await openSession()
}, 60_000)

afterAll(async () => {
  if (hasChromium) await session.close()
})

async function playThrough(first: EngineTrack, second: EngineTrack): Promise<{ rate: number; samples: Float32Array }> {
  const page = await session.openPage()
  await page.evaluate(
    async ([one, two]) => {
      const { harness } = window
      harness.deck.load(one, { isPaused: true })
      harness.deck.setNext(two)
      await harness.tap()
      harness.deck.play()
    },
    [first, second] as const
  )
  await waitForState(page, 'ended')
  const heard = await capture(page)
  await page.close()
  return heard
}

async function playSplitSine(format: SplitFormat, more: Partial<EngineTrack> = {}): Promise<{ seam: Seam; rate: number; samples: Float32Array }> {
  const [one, two] = makeSplitSine(session.folder, format)
  const about = { codec: format.codec, sampleRate: format.rate, ...more }
  const heard = await playThrough(session.track(one, { ...about, durationMs: 750 }), session.track(two, { ...about, durationMs: 830 }))
  return { ...heard, seam: measureSeam(heard.samples, heard.rate, seamFrame, totalFrames) }
}

function report(name: string, seam: Seam, rate: number): void {
  console.log(`${name}: gap ${((seam.gapFrames / rate) * 1000).toFixed(3)} ms (${seam.gapFrames.toFixed(2)} samples), seam ${seam.clickDb.toFixed(1)} dB, elsewhere ${seam.elsewhereDb.toFixed(1)} dB`)
}

for (const format of gaplessFormats) {
  const isSkipped = !hasChromium || (!hasFfmpeg && format.encode.length > 0)
  const reason = hasChromium ? 'skipped: no ffmpeg to encode with' : noBrowser
  test.skipIf(isSkipped)(`a sine cut in two is one sine again in ${format.name}${isSkipped ? ` (${reason})` : ''}`, async () => {
    const { seam, rate, samples } = await playSplitSine(format)
    report(format.name, seam, rate)
    expect(rate).toBe(format.rate)
    expect(Math.abs(seam.gapFrames)).toBeLessThan(0.5)
    if (format.codec !== 'pcm' && format.codec !== 'flac') return
    expect(firstDifference(samples, sine(totalFrames, rate))).toBe(-1)
  })
}

for (const format of gappyFormats) {
  const isSkipped = !hasChromium || !hasFfmpeg
  test.skipIf(isSkipped)(`a format that does not say where its music lies keeps its gap: ${format.name}${isSkipped ? ' (skipped: no Chromium or no ffmpeg)' : ''}`, async () => {
    const { seam, rate } = await playSplitSine(format)
    report(format.name, seam, rate)
    expect(seam.gapFrames).toBeGreaterThan(0)
    expect(seam.gapFrames / rate).toBeLessThan(0.1)
  })
}

for (const [name, firstIsLong, secondIsLong] of [
  ['streamed to streamed', true, true],
  ['streamed to decoded', true, false],
  ['decoded to streamed', false, true]
] as const) {
  test.skipIf(!hasChromium)(`files too long to decode join within 30 ms, ${name}${hasChromium ? '' : ` (${noBrowser})`}`, async () => {
    const format = gaplessFormats.find(({ extension }) => extension === 'wav')
    if (!format) throw new Error('There is no WAV format.')
    const [one, two] = makeSplitSine(session.folder, format)
    const heard = await playThrough(
      session.track(one, { isLong: firstIsLong, durationMs: 756 }),
      session.track(two, { isLong: secondIsLong, durationMs: 831 })
    )
    const seam = measureSeam(heard.samples, heard.rate, seamFrame, totalFrames)
    report(name, seam, heard.rate)
    expect(Math.abs(seam.gapFrames) / heard.rate).toBeLessThan(0.03)
  })
}
