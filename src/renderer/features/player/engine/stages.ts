import { lendToHowler, openStage, type Stage } from './stage.ts'

/** The open stages, one for each sample rate in use: one as a rule, two while the rate changes. */
export interface Stages {
  /** For a track of this rate; an unknown rate takes the stage that sounds, or the device's own rate. */
  forRate: (rate: number | null) => Stage
  /** Makes this the one that howler holds and closes those that nothing uses. */
  settle: (current: Stage, fading: Stage | null) => void
  setLevel: (level: number) => void
  /** Rejects, and leaves every stage where it was, when a device cannot be used. */
  setSink: (deviceId: string) => Promise<void>
  setRunning: (isRunning: boolean) => void
  closeAll: () => void
}

export interface StagesEvents {
  readonly stateChanged: () => void
  readonly deviceFailed: () => void
}

export function createStages(events: StagesEvents): Stages {
  const open = new Map<number | null, Stage>()
  let held: Stage | null = null
  let level = 1
  let sink = ''

  const isOurs = (context: AudioContext): boolean => [...open.values()].some((stage) => stage.context === context)

  function fallBack(): void {
    sink = ''
    void Promise.allSettled([...open.values()].map((stage) => stage.setSink('')))
    events.deviceFailed()
  }

  return {
    forRate: (rate) => {
      const known = (rate === null ? held : undefined) ?? open.get(rate)
      if (known) return known
      const stage = openStage(rate, level, { stateChanged: events.stateChanged, deviceLost: fallBack })
      open.set(rate, stage)
      if (sink !== '') stage.setSink(sink).catch(fallBack)
      return stage
    },
    settle: (current, fading) => {
      held = current
      lendToHowler(current, isOurs)
      for (const [rate, stage] of open) {
        if (stage === current || stage === fading) continue
        open.delete(rate)
        stage.close()
      }
    },
    setLevel: (value) => {
      level = value
      for (const stage of open.values()) stage.setLevel(value)
    },
    setSink: async (deviceId) => {
      const stages = [...open.values()]
      try {
        await Promise.all(stages.map((stage) => stage.setSink(deviceId)))
        sink = deviceId
      } catch (error) {
        await Promise.allSettled(stages.map((stage) => stage.setSink(sink)))
        throw error
      }
    },
    setRunning: (isRunning) => {
      for (const stage of open.values()) stage.setRunning(isRunning)
    },
    closeAll: () => {
      for (const stage of open.values()) stage.close()
      open.clear()
    }
  }
}
