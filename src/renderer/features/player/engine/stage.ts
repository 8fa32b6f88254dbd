import { Howl, Howler } from 'howler'
import { rampGain } from './gain-ramp.ts'

/**
 * One audio context at one sample rate, lent to howler. Files are played at their own rate: resampling each by
 * itself bends both sides of a seam into a click, while the context's output is resampled in one piece.
 */
export interface Stage {
  readonly context: AudioContext
  readonly rate: number
  /** The master volume; everything audible goes through it. */
  readonly master: GainNode
  now: () => number
  /** The first frame that a start asked for now is certain to meet. */
  soon: () => number
  /** Calls back once the audio clock has passed `frame`; never while suspended. Returns its own cancel. */
  at: (frame: number, ring: () => void) => () => void
  setLevel: (level: number) => void
  setSink: (deviceId: string) => Promise<void>
  /** Suspends or resumes; a context that may not sound before a gesture resumes with the first one. */
  setRunning: (isRunning: boolean) => void
  /** Calls back once what was told to fall silent has done so. */
  afterSilence: (ring: () => void) => void
  /** Frees the device, after what is falling silent. */
  close: () => void
}

export interface StageEvents {
  readonly stateChanged: () => void
  readonly deviceLost: () => void
}

interface SinkChoice {
  setSinkId: (deviceId: string) => Promise<void>
}

const longestSilencingSeconds = 0.1
const shortestLeadSeconds = 0.02

function hasSinkChoice(context: AudioContext): context is AudioContext & SinkChoice {
  return 'setSinkId' in context
}

function openContext(rate: number | null): AudioContext {
  if (rate !== null) {
    try {
      return new AudioContext({ sampleRate: rate, latencyHint: 'playback' })
    } catch (error) {
      // A rate that no context can have: the decoder will resample.
      if (!(error instanceof DOMException)) throw error
    }
  }
  return new AudioContext({ latencyHint: 'playback' })
}

/**
 * Howler listens for the first gesture and then resumes whatever context it holds. Its own suspension is off: it
 * counts only its own sounds and would fall silent 30 s into a scheduled buffer.
 */
export function wakeHowler(): void {
  Howler.autoSuspend = false
  new Howl({ src: ['unlock.wav'], preload: false }).unload()
  if (Howler.usingWebAudio) void Howler.ctx.suspend()
}

/** Makes this the context howler holds; one that howler made for itself is closed, ours are closed by their owner. */
export function lendToHowler(stage: Stage, isOurs: (context: AudioContext) => boolean): void {
  const held = Howler.ctx
  Howler.ctx = stage.context
  Howler.masterGain = stage.master
  if (held && held !== stage.context && !isOurs(held) && held.state !== 'closed') void held.close()
}

export function openStage(wantedRate: number | null, level: number, events: StageEvents): Stage {
  const context = openContext(wantedRate)
  const rate = context.sampleRate
  const master = new GainNode(context, { gain: level })
  master.connect(context.destination)
  const now = (): number => Math.round(context.currentTime * rate)

  const listeners = new AbortController()
  const { signal } = listeners
  context.addEventListener('statechange', events.stateChanged, { signal })
  context.addEventListener('error', events.deviceLost, { signal })

  const at = (frame: number, ring: () => void): (() => void) => {
    let isCancelled = false
    const clock = new ConstantSourceNode(context, { offset: 0 })
    const rung = (): void => {
      clock.disconnect()
      if (!isCancelled) ring()
    }
    clock.addEventListener('ended', rung, { once: true })
    clock.connect(context.destination)
    clock.start()
    clock.stop(Math.max(0, frame) / rate)
    return () => {
      isCancelled = true
      clock.stop()
    }
  }

  const afterSilence = (ring: () => void): void => {
    if (context.state === 'running') at(now() + longestSilencingSeconds * rate, ring)
    else ring()
  }

  return {
    context,
    rate,
    master,
    now,
    soon: () => now() + Math.ceil(Math.max(shortestLeadSeconds, 2 * context.baseLatency) * rate),
    at,
    setLevel: (level) => rampGain(master.gain, level, context.currentTime),
    setSink: async (deviceId) => {
      if (hasSinkChoice(context)) await context.setSinkId(deviceId)
      else if (deviceId !== '') throw new DOMException('This browser cannot choose an output device.', 'NotSupportedError')
    },
    afterSilence,
    setRunning: (isRunning) => {
      if (context.state !== 'closed') void (isRunning ? context.resume() : context.suspend())
    },
    close: () => {
      listeners.abort()
      if (context.state !== 'closed') afterSilence(() => void context.close())
    }
  }
}

const freshMs = 500

/** The context time that leaves the loudspeaker now, as far as the device says; it says nothing new before it runs. */
function heardTime({ context }: Stage): number {
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp()
  const ageMs = performance.now() - performanceTime
  const isFresh = context.state === 'running' && contextTime > 0 && ageMs < freshMs
  return isFresh ? contextTime + ageMs / 1000 : context.currentTime - context.baseLatency
}

/** The frame of `target` that is heard when `frame` of `source` is. */
export function frameOn(target: Stage, source: Stage, frame: number): number {
  if (target === source) return frame
  const seconds = frame / source.rate - heardTime(source) + heardTime(target)
  return Math.max(Math.round(seconds * target.rate), target.soon())
}
