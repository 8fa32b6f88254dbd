import { inEnglish, say } from '#shared/messages/say.ts'
import type { Told } from '#shared/messages/say.ts'

/** Why a file did not become a track. */
export type FailureReason = 'empty' | 'not-audio' | 'unsupported' | 'unreadable' | 'permission' | 'too-slow'

/** A file that cannot be a track, with a sentence fit for the user. */
export class ReadFailure extends Error {
  readonly reason: FailureReason
  readonly told: Told

  constructor(reason: FailureReason, told: Told, cause?: unknown) {
    super(inEnglish(told), cause === undefined ? undefined : { cause })
    this.name = 'ReadFailure'
    this.reason = reason
    this.told = told
  }
}

/** A file that ends, or contradicts itself, where data was promised. Readers turn it into a warning once the file is identified. */
export class DamagedData extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DamagedData'
  }
}

/** Whether an error only says that bytes are missing or make no sense: a size beyond the end, a length below zero. */
export function isDamage(error: unknown): error is DamagedData | RangeError {
  return error instanceof DamagedData || error instanceof RangeError
}

const plainWords: Record<string, Told> = {
  ENOENT: say`The file is no longer there.`,
  EISDIR: say`This is a folder, not a file.`,
  EIO: say`The disk reported an error while the file was read.`,
  ELOOP: say`The link points back to itself.`,
  ENAMETOOLONG: say`The path is too long for this system.`,
  EMFILE: say`Too many files are open at the moment.`,
}

/** Turns what the operating system said into a failure; anything else that was thrown means a file nobody could make sense of. */
export function failureFrom(error: unknown): ReadFailure {
  if (error instanceof ReadFailure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EACCES' || code === 'EPERM') return new ReadFailure('permission', say`Sillon is not allowed to read this file.`, error)
  const known = plainWords[code]
  if (known) return new ReadFailure('unreadable', known, error)
  if (/^E[A-Z]+$/.test(code)) return new ReadFailure('unreadable', say`The system could not read the file (${code}).`, error)
  return new ReadFailure('unreadable', say`The file is damaged beyond reading.`, error)
}
