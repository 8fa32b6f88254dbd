import { AppError } from '#shared/errors.ts'
import type { ErrorBody } from '#shared/errors.ts'
import type { LogLevel } from '../log.ts'

/** An error as it crosses a thread: an {@link AppError} whole, a cancellation as such, anything else by its name, message, stack and code. */
export type WireError = { kind: 'app'; body: ErrorBody } | { kind: 'abort' } | { kind: 'other'; name: string; message: string; stack?: string; code?: string }

/** From the parent to the worker. `flag` is one 32-bit word that turns 1 when the caller aborts, for code that never awaits. */
export type ToWorker = { type: 'call'; id: number; name: string; args: unknown; flag: SharedArrayBuffer } | { type: 'abort'; id: number }

/** From the worker to the parent. */
export type FromWorker =
  | { type: 'result'; id: number; result: unknown }
  | { type: 'failure'; id: number; error: WireError }
  | { type: 'event'; id: number; event: unknown }
  | { type: 'log'; level: LogLevel; message: string; facts: Record<string, unknown> }

/** The rejection of anything cancelled. */
export function abortError(): DOMException {
  return new DOMException('This operation was aborted', 'AbortError')
}

/** Packs an error for the other thread. */
export function packError(error: unknown): WireError {
  if (error instanceof AppError) return { kind: 'app', body: error.toBody() }
  if (!(error instanceof Error)) return { kind: 'other', name: 'Error', message: String(error) }
  if (error.name === 'AbortError') return { kind: 'abort' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return { kind: 'other', name: error.name, message: error.message, ...(error.stack !== undefined && { stack: error.stack }), ...(code !== undefined && { code }) }
}

/** Rebuilds an error from the other thread, with the stack it had there. */
export function unpackError(wire: WireError): Error {
  if (wire.kind === 'abort') return abortError()
  if (wire.kind === 'app') return new AppError(wire.body.code, wire.body.told, wire.body.data && { data: wire.body.data })
  const error = new Error(wire.message)
  error.name = wire.name
  if (wire.stack !== undefined) error.stack = wire.stack
  return wire.code === undefined ? error : Object.assign(error, { code: wire.code })
}

/** What a procedure of a worker is given besides its arguments. */
export type WorkerRun<Event = never> = {
  /** Aborts when the caller does; heard only while the thread is free to hear. */
  signal: AbortSignal
  /** Throws an AbortError once the caller aborted; for loops that never await. */
  throwIfAborted(): void
  /** Sends an event of this call to the caller. */
  emit(event: Event): void
}

/** One procedure of a worker. */
export type WorkerCall<Args, Result, Event = never> = (args: Args, run: WorkerRun<Event>) => Result | Promise<Result>

/** The procedures of one worker: `{ scan: WorkerCall<Args, Result, Event> }`. Everything crosses by structured clone. */
export type WorkerApi = Record<string, (args: never, run: never) => unknown>
