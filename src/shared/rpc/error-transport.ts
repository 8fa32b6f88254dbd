import { ORPCError } from '@orpc/client'
import { AppError, errorCodes, isAbort, isAppError, messageOf } from '../errors.ts'
import type { ErrorCode } from '../errors.ts'
import { inEnglish, say, verbatim } from '../messages/say.ts'
import { toldSchema } from '../messages/told.schema.ts'
import type { Told } from '../messages/say.ts'

/** Logs an unforeseen error once and returns its correlation id. */
export type ReportBug = (error: unknown) => string

const statusOf: Record<ErrorCode, number> = {
  'invalid-input': 400,
  'not-found': 404,
  conflict: 409,
  'data-folder-in-use': 423,
  permission: 403,
  'disk-full': 507,
  'database-damaged': 500,
  'database-newer': 500,
  unsupported: 501,
  unavailable: 503,
  unauthorised: 401,
  'rate-limited': 429,
  bug: 500,
}

type Issue = { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] }

const mostIssues = 3

function issuesOf(source: unknown): string {
  const issues = (source as { issues?: Issue[] } | undefined)?.issues ?? []
  const lines = issues.slice(0, mostIssues).map(({ path = [], message }) => {
    const where = path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
    return where ? `${where}: ${message}` : message
  })
  return lines.join('; ')
}

function wireError(code: ErrorCode, told: Told, data?: Record<string, unknown>): ORPCError<string, unknown> {
  return new ORPCError(code, { status: statusOf[code], message: inEnglish(told), data: { ...data, told } })
}

function isKnownCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code)
}

/**
 * What a failed call becomes on the wire. Unforeseen errors are handed to `report`, which logs them once and returns
 * the correlation id that the person sees. A call that was cancelled is no error: nobody hears the answer.
 */
export function toWireError(error: unknown, report: ReportBug, signal?: AbortSignal): ORPCError<string, unknown> {
  if (isAppError(error)) return wireError(error.code, error.told, error.data)
  if (isAbort(error) || signal?.aborted) return wireError('unavailable', say`That was cancelled. What was done until then is kept.`)
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST') {
      const issues = issuesOf(error.data)
      return wireError('invalid-input', issues ? say`That request was not understood (${issues}). Nothing was changed.` : say`That request was not understood. Nothing was changed.`)
    }
    if (error.code === 'NOT_FOUND') return wireError('not-found', say`There is nothing of that name here.`)
    if (isKnownCode(error.code)) return error
  }
  const wrongOutput = error instanceof ORPCError ? issuesOf(error.cause) : ''
  const correlationId = report(wrongOutput ? new Error(`an answer does not fit the contract: ${wrongOutput}`, { cause: error }) : error)
  return wireError('bug', say`Something went wrong that should not have. Nothing else was affected. The log has the details under ${correlationId}.`, { correlationId })
}

/** Turns what a client call rejected with back into an {@link AppError}, or an AbortError if the caller's own signal aborted it. */
export function fromWireError(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return isAbort(signal.reason) ? signal.reason : new DOMException('The call was aborted.', 'AbortError')
  if (error instanceof ORPCError) {
    const { told, ...data } = (error.data ?? {}) as Record<string, unknown>
    const code = isKnownCode(error.code) ? error.code : 'bug'
    return new AppError(code, toldSchema.safeParse(told).data ?? verbatim(error.message), { ...(Object.keys(data).length > 0 && { data }), cause: error })
  }
  return new AppError('unavailable', say`The connection to the library was lost. It is being restored; try again in a moment.`, { cause: error, data: { reason: messageOf(error) } })
}
