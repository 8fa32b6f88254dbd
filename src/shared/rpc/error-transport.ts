import { ORPCError } from '@orpc/client'
import { AppError, errorCodes, isAppError, messageOf } from '../errors.ts'
import type { ErrorBody, ErrorCode } from '../errors.ts'

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

function describeIssues(data: unknown): string {
  const issues = (data as { issues?: Issue[] } | undefined)?.issues ?? []
  const lines = issues.slice(0, 3).map(({ path = [], message }) => {
    const where = path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
    return where ? `${where}: ${message}` : message
  })
  return lines.length > 0 ? `That request was not understood (${lines.join('; ')}). Nothing was changed.` : 'That request was not understood. Nothing was changed.'
}

/**
 * What a failed call becomes on the wire. Unforeseen errors are handed to `report`, which logs them once and returns
 * the correlation id that the person sees.
 */
export function toWireError(error: unknown, report: (error: unknown) => string): ORPCError<string, unknown> {
  if (isAppError(error)) return new ORPCError(error.code, { status: statusOf[error.code], message: error.message, data: error.data })
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST') return new ORPCError('invalid-input', { status: 400, message: describeIssues(error.data) })
    if (error.code === 'NOT_FOUND') return new ORPCError('not-found', { status: 404, message: 'There is nothing of that name here.' })
    if ((errorCodes as readonly string[]).includes(error.code)) return error
  }
  const correlationId = report(error)
  return new ORPCError('bug', {
    status: 500,
    message: `Something went wrong that should not have. Nothing else was affected. The log has the details under ${correlationId}.`,
    data: { correlationId },
  })
}

/** Turns what a client call rejected with back into an {@link AppError}; aborts pass through unchanged. */
export function fromWireError(error: unknown): unknown {
  if (error instanceof ORPCError && (errorCodes as readonly string[]).includes(error.code)) {
    const data = error.data as Record<string, unknown> | undefined
    return new AppError(error.code as ErrorCode, error.message, { ...(data && { data }), cause: error })
  }
  if (error instanceof ORPCError) return new AppError('bug', error.message, { cause: error })
  if (error instanceof Error && error.name === 'AbortError') return error
  return new AppError('unavailable', 'The connection to the library was lost. It is being restored; try again in a moment.', { cause: error, data: { reason: messageOf(error) } })
}

/** The body of a wire error, for REST. */
export function bodyOf(error: ORPCError<string, unknown>): ErrorBody {
  return { code: error.code as ErrorCode, message: error.message }
}
