import type { Stage } from './stage.ts'

/** The one thing to be done next when the audio clock comes to it. */
export interface Appointment {
  readonly make: (stage: Stage, frame: number, keep: () => void) => void
  readonly cancel: () => void
  /** Keeps it now if its time has passed and the clock's call is still on its way. */
  readonly catchUp: () => void
}

export function createAppointment(): Appointment {
  let due: { stage: Stage; frame: number; keep: () => void; silence: () => void } | null = null

  const cancel = (): void => {
    due?.silence()
    due = null
  }
  const keepIt = (): void => {
    const { keep } = due ?? {}
    cancel()
    keep?.()
  }
  return {
    make: (stage, frame, keep) => {
      cancel()
      due = { stage, frame, keep, silence: stage.at(frame, keepIt) }
    },
    cancel,
    catchUp: () => {
      if (due && due.stage.now() >= due.frame) keepIt()
    }
  }
}
