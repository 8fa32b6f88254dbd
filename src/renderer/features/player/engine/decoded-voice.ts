import { say } from '#shared/messages/say.ts'
import { isAbort, DeckError, toDeckError } from './deck-error.ts'
import type { DecodeQueue } from './decode-queue.ts'
import { type Clip, clipBytes, decodeClip } from './decoded-clip.ts'
import type { EngineTrack } from './engine-track.ts'
import { createEnvelope, type Envelope } from './envelope.ts'
import { fetchBytes } from './fetch-bytes.ts'
import { rampGain } from './gain-ramp.ts'
import { headBytesOf } from './head-bytes.ts'
import { howlerFormat } from './playable-codec.ts'
import type { Stage } from './stage.ts'
import type { Voice, VoiceEvents } from './voice.ts'

export interface DecodedVoiceOptions {
  readonly decodeQueue: DecodeQueue
  readonly maxBytes: number
  readonly factor: number
  /** Whether someone is waiting to hear it: only then is its head decoded apart. */
  readonly isUrgent: () => boolean
}

/** One stretch of sound: the clip from `fromFrame` on, beginning at `startFrame` of the stage. */
interface Take {
  readonly envelope: Envelope
  readonly startFrame: number
  readonly fromFrame: number
  source: AudioBufferSourceNode
  clip: Clip
  cancelRunOut: (() => void) | null
}

/** Sample-exact: the file is decoded into memory and scheduled on the stage's clock. */
export function createDecodedVoice(stage: Stage, track: EngineTrack, options: DecodedVoiceOptions, events: VoiceEvents): Voice {
  const { context, rate } = stage
  const abort = new AbortController()
  const level = new GainNode(context, { gain: options.factor })
  level.connect(stage.master)
  let whole: Clip | null = null
  let head: Clip | null = null
  let take: Take | null = null
  let isFetching = true
  let headTried: Promise<void> | null = null
  /** While the head sounds there is time, and of what is skipped within seconds no more need be decoded. */
  const { promise: hurried, resolve: hurry } = Promise.withResolvers<void>()
  let heardFrames = 0
  let restFrame = 0

  const toMs = (frames: number): number => (frames / rate) * 1000
  const toFrames = (ms: number): number => Math.max(0, Math.round((ms * rate) / 1000))
  const lastFrameOf = (playing: Take): number => playing.startFrame + playing.clip.frames - playing.fromFrame
  const soundedBy = (playing: Take, frame: number): number => Math.max(0, Math.min(frame, lastFrameOf(playing)) - playing.startFrame)

  function play(clip: Clip, envelope: Envelope, frame: number, fromFrame: number): AudioBufferSourceNode {
    const source = new AudioBufferSourceNode(context, { buffer: clip.buffer })
    source.connect(envelope.node)
    source.start(frame / rate, (clip.startFrame + fromFrame) / rate, (clip.frames - fromFrame) / rate)
    return source
  }

  function endTake(frame: number): void {
    if (!take) return
    const ending = take
    take = null
    ending.cancelRunOut?.()
    const sounded = soundedBy(ending, frame)
    heardFrames += sounded
    restFrame = ending.fromFrame + sounded
    ending.source.stop(ending.envelope.silence(frame / rate))
  }

  /** The head is a prefix of the whole, sample for sample, so one can take over from the other in mid-sound. */
  function takeOver(playing: Take, clip: Clip): void {
    const frame = Math.max(stage.soon(), playing.startFrame)
    if (frame >= lastFrameOf(playing)) return
    playing.source.stop(frame / rate)
    playing.source = play(clip, playing.envelope, frame, playing.fromFrame + frame - playing.startFrame)
    playing.clip = clip
    playing.cancelRunOut?.()
  }

  async function decodeHead(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    // An MP4 file with its index at the end has no playable head; whether anything is wrong, the whole will tell.
    const clip = await decodeClip(context, bytes, false).catch(() => null)
    if (!clip || clip.frames <= 0 || whole || abort.signal.aborted) return
    head = clip
    events.ready()
  }

  async function loadWhole(): Promise<void> {
    try {
      if (howlerFormat(track.codec) === null) throw new DeckError('unsupported', say`This format cannot be played here.`)
      const bytes = await fetchBytes(track.url, {
        signal: abort.signal,
        maxBytes: options.maxBytes,
        headBytes: (total) => headBytesOf(total, track.durationMs),
        onHead: (headBytes) => {
          if (options.isUrgent()) headTried = decodeHead(headBytes)
        },
        onData: events.data
      })
      isFetching = false
      await headTried
      if (head) await hurried
      const clip = await options.decodeQueue.run(abort.signal, () => decodeClip(context, bytes, true))
      if (abort.signal.aborted) return
      whole = clip
      head = null
      if (take) takeOver(take, clip)
      events.ready()
    } catch (error) {
      if (!isAbort(error) && !abort.signal.aborted) events.failed(toDeckError(error))
    }
  }
  queueMicrotask(() => void loadWhole())

  return {
    track,
    stage,
    isExact: true,
    request: (positionMs) => {
      if (whole || (head && toFrames(positionMs) < head.frames - rate / 2)) return true
      hurry()
      return false
    },
    start: (frame, positionMs, fadeFrames) => {
      const clip = whole ?? head
      if (!clip) return
      endTake(frame)
      const fromFrame = Math.min(toFrames(positionMs), Math.max(0, clip.frames - 1))
      const envelope = createEnvelope(context, level)
      if (fadeFrames > 0) envelope.fadeIn(frame / rate, fadeFrames / rate)
      else if (fromFrame > 0) envelope.ease(frame / rate)
      const started: Take = { envelope, startFrame: frame, fromFrame, clip, source: play(clip, envelope, frame, fromFrame), cancelRunOut: null }
      take = started
      if (clip.isWhole) return
      stage.at(frame + clip.frames / 4, hurry)
      started.cancelRunOut = stage.at(lastFrameOf(started), () => {
        endTake(lastFrameOf(started))
        events.dry()
      })
    },
    fadeOut: (frame, fadeFrames) => take?.envelope.fadeOut(frame / rate, fadeFrames / rate),
    cancelFadeOut: () => take?.envelope.cancelFadeOut(),
    halt: () => {
      endTake(stage.now())
      return toMs(restFrame)
    },
    endFrame: () => (take?.clip.isWhole ? lastFrameOf(take) : null),
    positionMs: () => toMs(take ? take.fromFrame + soundedBy(take, stage.now()) : restFrame),
    durationMs: () => (whole ? toMs(whole.frames) : track.durationMs),
    heardMs: () => toMs(heardFrames + (take ? soundedBy(take, stage.now()) : 0)),
    setFactor: (factor) => rampGain(level.gain, factor, context.currentTime),
    isFetching: () => isFetching,
    heldBytes: () => [head, whole].flatMap((clip) => (clip ? [clipBytes(clip)] : [])),
    dispose: () => {
      abort.abort()
      hurry()
      endTake(stage.now())
      head = null
      whole = null
      stage.afterSilence(() => level.disconnect())
    }
  }
}
