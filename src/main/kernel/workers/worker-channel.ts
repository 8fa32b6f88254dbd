import { Worker } from 'node:worker_threads'
import type { ResourceLimits, Transferable } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { silentLog } from '../log.ts'
import type { Log } from '../log.ts'
import { abortError, unpackError } from './worker-protocol.ts'
import type { FromWorker, ToWorker, WorkerApi, WorkerRun } from './worker-protocol.ts'

type ArgsOf<Call> = Call extends (args: infer Args, run: never) => unknown ? Args : never
type ResultOf<Call> = Call extends (...all: never) => infer Result ? Awaited<Result> : never
type EventOf<Call> = Call extends (args: never, run: WorkerRun<infer Event>) => unknown ? Event : never

/** How one call is made. */
export type CallOptions<Event> = {
  /** Tells the worker to stop; the call settles when the worker has answered, usually with an AbortError. */
  signal?: AbortSignal | undefined
  /** Events of this call, in order, all before it settles. */
  onEvent?: ((event: Event) => void) | undefined
  /** Buffers that move to the worker instead of being copied. */
  transfer?: Transferable[]
}

/** A worker thread as its parent sees it. */
export type WorkerChannel<Api extends WorkerApi> = {
  /** Runs a procedure in the thread, starting it if need be. Rejects with the procedure's own error, or `bug` when the thread died. */
  call<Name extends keyof Api & string>(name: Name, args: ArgsOf<Api[Name]>, options?: CallOptions<EventOf<Api[Name]>>): Promise<ResultOf<Api[Name]>>
  /**
   * Aborts what runs, gives it `graceMs` (none unless given) to end well, then ends the thread. Calls still open reject
   * with an AbortError. A later call starts a new thread.
   */
  terminate(graceMs?: number): Promise<void>
}

/** How a thread is started. */
export type WorkerOptions = {
  workerData?: unknown
  /** Receives what `workerLog()` writes in the thread. */
  log?: Log
  /** A thread over these limits dies as if it had crashed. */
  resourceLimits?: ResourceLimits
}

type Pending = {
  resolve: (result: never) => void
  reject: (error: Error) => void
  onEvent: ((event: never) => void) | undefined
  abort: () => void
  /** Stops listening to the caller's signal. */
  release: () => void
}

/**
 * A typed request, response and event channel to one worker thread. The thread starts with the first call and keeps the
 * process alive only while a call is open. When it dies every open call rejects with `bug` and the next call starts a
 * new one; nothing is retried here, that is for the caller who knows whether it may be.
 */
export function startWorker<Api extends WorkerApi>(url: URL, { workerData, log = silentLog, resourceLimits }: WorkerOptions = {}): WorkerChannel<Api> {
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1).replace(/\.[jt]s$/, '')
  const pending = new Map<number, Pending>()
  let thread: Worker | undefined
  let nextId = 1
  let onIdle: (() => void) | undefined

  function settle(id: number): Pending | undefined {
    const call = pending.get(id)
    pending.delete(id)
    call?.release()
    if (pending.size === 0) {
      thread?.unref()
      onIdle?.()
    }
    return call
  }

  async function becomesIdle(longestMs: number): Promise<void> {
    const idle = Promise.withResolvers<void>()
    const timer = setTimeout(idle.resolve, longestMs)
    onIdle = idle.resolve
    await idle.promise
    clearTimeout(timer)
  }

  function rejectAll(error: Error): void {
    for (const id of pending.keys()) settle(id)?.reject(error)
  }

  function receive(message: FromWorker): void {
    if (message.type === 'result') settle(message.id)?.resolve(message.result as never)
    else if (message.type === 'failure') settle(message.id)?.reject(unpackError(message.error))
    else if (message.type === 'event') pending.get(message.id)?.onEvent?.(message.event as never)
    else log[message.level](message.message, { worker: name, ...message.facts })
  }

  function start(): Worker {
    const started = new Worker(url, { name, workerData, ...(resourceLimits && { resourceLimits }) })
    let crash: unknown
    started.on('message', receive)
    started.on('error', (error) => {
      crash = error
    })
    started.on('exit', (exitCode) => {
      if (thread !== started) return
      thread = undefined
      log.error('worker stopped unexpectedly', { worker: name, exitCode, openCalls: pending.size, error: crash })
      rejectAll(new AppError('bug', say`A background worker stopped unexpectedly. What it had finished is kept; it starts again when needed.`, { data: { worker: name, exitCode }, cause: crash }))
    })
    started.unref()
    return started
  }

  return {
    call: (procedure, args, { signal, onEvent, transfer } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(abortError())
        const worker = (thread ??= start())
        const id = nextId++
        const flag = new SharedArrayBuffer(4)
        worker.postMessage({ type: 'call', id, name: procedure, args, flag } satisfies ToWorker, transfer)
        const abort = (): void => {
          Atomics.store(new Int32Array(flag), 0, 1)
          worker.postMessage({ type: 'abort', id } satisfies ToWorker, [])
        }
        signal?.addEventListener('abort', abort, { once: true })
        pending.set(id, { resolve, reject, onEvent, abort, release: () => signal?.removeEventListener('abort', abort) })
        worker.ref()
      }),

    terminate: async (graceMs = 0) => {
      const ending = thread
      if (!ending) return
      if (graceMs > 0 && pending.size > 0) {
        for (const call of pending.values()) call.abort()
        await becomesIdle(graceMs)
      }
      thread = undefined
      rejectAll(abortError())
      await ending.terminate()
    },
  }
}
