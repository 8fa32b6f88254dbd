import { say } from '#shared/messages/say.ts'
import { DeckError, errorOfStatus, isAbort, toDeckError } from './deck-error.ts'
import type { EngineTrack } from './engine-track.ts'
import { createEnvelope } from './envelope.ts'
import { rampGain } from './gain-ramp.ts'
import { openHowlStream } from './howl-stream.ts'
import { howlerFormat } from './playable-codec.ts'
import type { Stage } from './stage.ts'
import type { Voice, VoiceEvents } from './voice.ts'

/**
 * An element begins to sound when it pleases, a little after it is asked. For a start at a given frame it is asked
 * this long before, and a delay line holds back what comes too early, to the frame.
 */
const headStartSeconds = 0.2
const longestDelaySeconds = 1
/** Readings of an element's position are this unsure. */
const unsureMs = 4

/** A seek costs the element its buffer; within this it is where it was left. */
const samePlaceMs = 60

/** An element only says that it failed; one byte of the file tells why. */
async function explainFailure(url: string, code: number, signal: AbortSignal): Promise<DeckError> {
  const response = await fetch(url, { headers: { range: 'bytes=0-0' }, signal })
  await response.body?.cancel()
  if (!response.ok) return errorOfStatus(response.status)
  return code === MediaError.MEDIA_ERR_NETWORK
    ? new DeckError('network', say`The connection to the audio was lost.`)
    : new DeckError('decode', say`The file is damaged and cannot be decoded.`)
}

/** For what is too long to decode into memory: a howler element, its sound led through the stage. */
export function createStreamedVoice(stage: Stage, track: EngineTrack, factor: number, events: VoiceEvents): Voice {
  const { context, rate } = stage
  const abort = new AbortController()
  const level = new GainNode(context, { gain: factor })
  level.connect(stage.master)
  const envelope = createEnvelope(context, level)
  const delay = new DelayNode(context, { maxDelayTime: longestDelaySeconds })
  delay.connect(envelope.node)
  let restMs = 0
  let heardMs = 0
  let soundingFromMs: number | null = null
  let delayMs = 0
  let cancelPending: (() => void) | null = null

  const fail = async (code: number): Promise<void> => {
    try {
      events.failed(await explainFailure(track.url, code, abort.signal))
    } catch (error) {
      if (!isAbort(error)) events.failed(toDeckError(error))
    }
  }
  const { element, close } = openHowlStream(track.url, howlerFormat(track.codec) ?? track.codec, (code) => void fail(code))
  context.createMediaElementSource(element).connect(delay)

  const elementMs = (): number => element.currentTime * 1000
  const durationMs = (): number | null => (Number.isFinite(element.duration) ? element.duration * 1000 : track.durationMs)
  const isSounding = (): boolean => soundingFromMs !== null
  const reachedMs = (): number => Math.max(soundingFromMs ?? 0, elementMs() - delayMs)
  const soundedMs = (): number => (soundingFromMs === null ? 0 : reachedMs() - soundingFromMs)

  function settle(): void {
    cancelPending?.()
    cancelPending = null
    heardMs += soundedMs()
    if (isSounding()) restMs = reachedMs()
    soundingFromMs = null
  }

  function delayBy(frames: number): void {
    const seconds = Math.min(Math.max(0, frames) / rate, longestDelaySeconds)
    delayMs = seconds * 1000
    delay.delayTime.setValueAtTime(seconds, 0)
  }

  function begin(): void {
    soundingFromMs = elementMs()
    element.play().catch((error: unknown) => {
      // Paused or emptied again meanwhile, or not allowed before a gesture: then the context waits as well.
      if (!isAbort(error) && isSounding()) events.waiting()
    })
  }

  function beginAt(frame: number): void {
    const headStart = Math.round(headStartSeconds * rate)
    cancelPending = stage.at(frame - headStart, () => {
      delayBy(frame - stage.now())
      begin()
      cancelPending = stage.at(frame - headStart / 2, () => {
        const wanted = frame - (stage.now() - ((elementMs() - restMs) * rate) / 1000)
        if (Math.abs(wanted - (delayMs * rate) / 1000) > (unsureMs * rate) / 1000) delayBy(Math.round(wanted))
      })
    })
  }

  const listen = (type: string, handle: () => void): void => {
    // In the capture phase, because howler rewinds an endless stream when it ends.
    element.addEventListener(type, handle, { signal: abort.signal, capture: true })
  }
  listen('canplay', events.ready)
  listen('durationchange', events.ready)
  listen('progress', events.data)
  listen('waiting', () => {
    if (isSounding()) events.waiting()
  })
  listen('playing', () => {
    if (isSounding()) events.flowing()
  })
  listen('ended', () => {
    if (!isSounding()) return
    const soundedOut = stage.now() + (delayMs * rate) / 1000
    // Counted at once: what is still in the delay line will be heard.
    delayMs = 0
    settle()
    cancelPending = stage.at(soundedOut, events.ended)
  })

  return {
    track,
    stage,
    isExact: false,
    request: () => element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA,
    start: (frame, positionMs, fadeFrames) => {
      settle()
      if (Math.abs(elementMs() - positionMs) > samePlaceMs) element.currentTime = positionMs / 1000
      restMs = positionMs
      if (fadeFrames > 0) envelope.fadeIn(frame / rate, fadeFrames / rate)
      else if (positionMs > 0) envelope.ease(context.currentTime)
      else envelope.open()
      delayBy(0)
      if (frame <= stage.soon()) begin()
      else beginAt(frame)
    },
    fadeOut: (frame, fadeFrames) => envelope.fadeOut(frame / rate, fadeFrames / rate),
    cancelFadeOut: () => envelope.cancelFadeOut(),
    halt: () => {
      settle()
      const silentAt = envelope.silence(context.currentTime)
      if (context.state === 'running') cancelPending = stage.at(silentAt * rate, () => element.pause())
      else element.pause()
      return restMs
    },
    endFrame: () => {
      const duration = durationMs()
      return isSounding() && duration !== null ? Math.round(stage.now() + ((duration - elementMs() + delayMs) * rate) / 1000) : null
    },
    positionMs: () => (isSounding() ? reachedMs() : restMs),
    durationMs,
    heardMs: () => heardMs + soundedMs(),
    setFactor: (value) => rampGain(level.gain, value, context.currentTime),
    isFetching: () => true,
    heldBytes: () => [],
    dispose: () => {
      settle()
      abort.abort()
      envelope.silence(context.currentTime)
      stage.afterSilence(() => {
        element.pause()
        close()
        level.disconnect()
      })
    }
  }
}
