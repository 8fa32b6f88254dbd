import { parentPort } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { createLog } from '../log.ts'
import type { Log } from '../log.ts'
import { maskFacts } from '../mask-secrets.ts'
import { abortError, packError } from './worker-protocol.ts'
import type { FromWorker, ToWorker, WorkerApi } from './worker-protocol.ts'

type AnyCall = (args: unknown, run: { signal: AbortSignal; throwIfAborted(): void; emit(event: unknown): void }) => unknown

function portToParent(): MessagePort {
  if (!parentPort) throw new Error('a worker entry was run outside a worker thread')
  return parentPort
}

function send(message: FromWorker): void {
  portToParent().postMessage(message, [])
}

/**
 * Serves procedures to the parent; the last line of a `*.worker.ts` entry. Calls run as they come: a procedure that
 * awaits lets the next one begin. A result that cannot be cloned is a failure of that call.
 */
export function serveWorker<Api extends WorkerApi>(procedures: Api): void {
  const running = new Map<number, AbortController>()

  async function run({ id, name, args, flag }: ToWorker & { type: 'call' }): Promise<void> {
    const controller = new AbortController()
    const word = new Int32Array(flag)
    running.set(id, controller)
    try {
      const procedure = procedures[name] as AnyCall | undefined
      if (!procedure) throw new AppError('bug', say`This worker has no procedure ${name}.`)
      const result = await procedure(args, {
        signal: controller.signal,
        throwIfAborted: () => {
          if (Atomics.load(word, 0) === 1) throw abortError()
        },
        emit: (event) => send({ type: 'event', id, event }),
      })
      send({ type: 'result', id, result })
    } catch (error) {
      send({ type: 'failure', id, error: packError(error) })
    } finally {
      running.delete(id)
    }
  }

  portToParent().on('message', (message: ToWorker) => {
    if (message.type === 'call') void run(message)
    else running.get(message.id)?.abort()
  })
}

/** A log that writes through the parent's; what cannot cross a thread is spelled out before. */
export function workerLog(): Log {
  return createLog((level, message, facts) => send({ type: 'log', level, message, facts: maskFacts(facts) as Record<string, unknown> }))
}
