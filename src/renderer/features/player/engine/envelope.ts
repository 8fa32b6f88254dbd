import { equalPowerCurve } from './crossfade.ts'

/** The fades of one stretch of sound, on a gain of its own. Times are the context's, in seconds. */
export interface Envelope {
  readonly node: GainNode
  /** Full level from the start. */
  open: () => void
  /** From nothing within a few milliseconds, for a start in mid-track. */
  ease: (time: number) => void
  fadeIn: (time: number, seconds: number) => void
  fadeOut: (time: number, seconds: number) => void
  /** Takes back a fade out that has not begun. */
  cancelFadeOut: () => void
  /** Down to nothing, whatever it was doing. Returns when it is inaudible. */
  silence: (time: number) => number
}

const declickSeconds = 0.004

export function createEnvelope(context: AudioContext, output: AudioNode): Envelope {
  const node = new GainNode(context)
  const { gain } = node
  let fadeOutTime: number | null = null
  node.connect(output)

  const cancelFadeOut = (): void => {
    if (fadeOutTime !== null && fadeOutTime > context.currentTime) gain.cancelScheduledValues(fadeOutTime)
    fadeOutTime = null
  }
  const reset = (level: number): void => {
    fadeOutTime = null
    gain.cancelScheduledValues(0)
    gain.setValueAtTime(level, context.currentTime)
  }

  return {
    node,
    open: () => reset(1),
    ease: (time) => {
      reset(0)
      gain.setValueAtTime(0, time)
      gain.linearRampToValueAtTime(1, time + declickSeconds)
    },
    fadeIn: (time, seconds) => {
      reset(0)
      gain.setValueCurveAtTime(equalPowerCurve('in'), time, seconds)
    },
    fadeOut: (time, seconds) => {
      cancelFadeOut()
      fadeOutTime = time
      gain.setValueCurveAtTime(equalPowerCurve('out'), time, seconds)
    },
    cancelFadeOut,
    silence: (time) => {
      fadeOutTime = null
      gain.cancelAndHoldAtTime(time)
      gain.setTargetAtTime(0, time, declickSeconds)
      return time + 5 * declickSeconds
    }
  }
}
