import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeFileAtomically } from '../kernel/atomic-file.ts'

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
const stateSchema = z.object({ bounds: boundsSchema, isMaximised: z.boolean() })

/** A place on the desktop, in device-independent pixels. */
export type Bounds = z.infer<typeof boundsSchema>

/** Where the window was and how. */
export type WindowState = { bounds: Bounds | undefined; isMaximised: boolean }

/** So much of the title bar has to be on a screen for the window to be taken hold of. */
const leastShown = { width: 80, height: 40 }
const tolerance = 10

/** Whether one of the screens shows enough of a window. */
export function isReachable(bounds: Bounds, screens: readonly Bounds[]): boolean {
  return screens.some(
    (screen) =>
      bounds.x <= screen.x + screen.width - leastShown.width &&
      bounds.x + bounds.width >= screen.x + leastShown.width &&
      bounds.y >= screen.y - tolerance &&
      bounds.y <= screen.y + screen.height - leastShown.height,
  )
}

/** The remembered place, unless no screen shows it any more. */
export function readWindowState(file: string, screens: readonly Bounds[]): WindowState {
  try {
    const { bounds, isMaximised } = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return { bounds: isReachable(bounds, screens) ? bounds : undefined, isMaximised }
  } catch {
    // No file yet, or a damaged one: the window opens in its usual place.
    return { bounds: undefined, isMaximised: false }
  }
}

/** Remembers a place. */
export function writeWindowState(file: string, state: { bounds: Bounds; isMaximised: boolean }): void {
  writeFileAtomically(file, JSON.stringify(state))
}
