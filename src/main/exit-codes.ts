import { isAppError } from '#shared/errors.ts'

/** What a process of Sillon ends with; scripts rely on these. */
export const exitCodes = { done: 0, failed: 1, usage: 2, inUse: 3 } as const

/** The exit code that an error which ends the process stands for. */
export function exitCodeOf(error: unknown): number {
  if (isAppError(error, 'data-folder-in-use')) return exitCodes.inUse
  return isAppError(error, 'invalid-input') ? exitCodes.usage : exitCodes.failed
}
