import { inEnglish, verbatim } from './messages/say.ts'
import type { Told } from './messages/say.ts'

/**
 * The closed set of error codes. They appear in JSON output and over every transport, so they only ever grow.
 *
 * - `invalid-input` the request itself is wrong; nothing was done
 * - `not-found` the thing named does not exist (any more)
 * - `conflict` it exists already, or was changed meanwhile
 * - `data-folder-in-use` another process owns the data folder
 * - `permission` the operating system refused access
 * - `disk-full` there was no room to write
 * - `database-damaged` the library file failed its check
 * - `database-newer` the library was written by a newer Sillon
 * - `unsupported` this machine or format cannot do that
 * - `unavailable` a drive, file or service cannot be reached now
 * - `unauthorised` a token or password is missing or wrong
 * - `rate-limited` a service asked to wait
 * - `bug` anything unforeseen, logged under its correlation id
 */
export const errorCodes = [
  'invalid-input',
  'not-found',
  'conflict',
  'data-folder-in-use',
  'permission',
  'disk-full',
  'database-damaged',
  'database-newer',
  'unsupported',
  'unavailable',
  'unauthorised',
  'rate-limited',
  'bug',
] as const

/** One of {@link errorCodes}. */
export type ErrorCode = (typeof errorCodes)[number]

/** What travels over a transport instead of an {@link AppError}. */
export type ErrorBody = { code: ErrorCode; told: Told; data?: Record<string, unknown> }

/**
 * The only error that crosses a boundary. What is told is written for the person in front of the screen: what happened,
 * what was kept, what to do next; `message` is its English. `data` holds facts for programs; it never holds secrets.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly told: Told
  readonly data: Record<string, unknown> | undefined

  constructor(code: ErrorCode, told: Told, options: { data?: Record<string, unknown>; cause?: unknown } = {}) {
    super(inEnglish(told), { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.told = told
    this.data = options.data
  }

  /** The transportable form; leaves out cause and stack. */
  toBody(): ErrorBody {
    return { code: this.code, told: this.told, ...(this.data && { data: this.data }) }
  }
}

/** What a person is told of anything thrown: an {@link AppError} in its own words, the words of another program as they are. */
export function toldOf(error: unknown): Told {
  return error instanceof AppError ? error.told : verbatim(messageOf(error))
}

/** Narrows an unknown value to {@link AppError}, optionally with one code. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code)
}

/** True for the rejection of an aborted signal; cancellation is never reported as an error. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/** The message of anything thrown, for logs. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
