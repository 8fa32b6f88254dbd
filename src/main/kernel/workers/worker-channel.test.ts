import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { AppError, isAbort } from '#shared/errors.ts'
import type { SampleApi } from '#tests/fixtures/kernel/sample-worker.ts'
import type { Log } from '../log.ts'
import { startWorker } from './worker-channel.ts'
import type { WorkerOptions } from './worker-channel.ts'

function sample(options?: WorkerOptions) {
  const worker = startWorker<SampleApi>(pathToFileURL('tests/fixtures/kernel/sample-worker.ts'), options)
  onTestFinished(() => worker.terminate())
  return worker
}

function recordingLog(lines: { level: string; message: string; facts: unknown }[]): Log {
  const at = (level: string) => (message: string, facts?: Record<string, unknown>) => lines.push({ level, message, facts })
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), with: () => log }
  return log
}

test('a call crosses to the thread and its result comes back', async () => {
  const worker = sample()
  expect(await worker.call('add', { a: 2, b: 3 })).toBe(5)
  expect(await Promise.all([worker.call('add', { a: 1, b: 1 }), worker.call('add', { a: 2, b: 2 })])).toEqual([2, 4])
})

test('events of a call arrive in order before it settles', async () => {
  const seen: number[] = []
  const result = await sample().call('count', { to: 500 }, { onEvent: ({ at }) => seen.push(at) })
  expect(result).toBe('counted')
  expect(seen).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
})

test('an AppError keeps its code and data, another error its name and code', async () => {
  const worker = sample()
  const refused = worker.call('refuse', { how: 'app' })
  await expect(refused).rejects.toBeInstanceOf(AppError)
  await expect(refused).rejects.toMatchObject({ code: 'not-found', message: 'It is not there.', data: { id: 7 } })
  await expect(worker.call('refuse', { how: 'other' })).rejects.toMatchObject({ name: 'RangeError', message: 'too far', code: 'SQLITE_FULL' })
})

test('aborting reaches code that awaits, and code that never does', async () => {
  const worker = sample()
  const waiting = new AbortController()
  const waits = worker.call('waitForAbort', null, { signal: waiting.signal })
  waiting.abort()
  await expect(waits).rejects.toSatisfy(isAbort)

  const spinning = new AbortController()
  await expect(worker.call('spinUntilAborted', null, { signal: spinning.signal, onEvent: () => spinning.abort() })).rejects.toSatisfy(isAbort)
  await expect(worker.call('add', { a: 1, b: 1 }, { signal: spinning.signal })).rejects.toSatisfy(isAbort)
})

test('when the thread dies every open call is a bug with its exit code, and the next call starts a new thread', async () => {
  const lines: { level: string; message: string; facts: unknown }[] = []
  const worker = sample({ log: recordingLog(lines) })
  const waits = worker.call('waitForAbort', null)
  const dies = worker.call('crash', { exitCode: 7 })
  await expect(dies).rejects.toMatchObject({ code: 'bug', data: { worker: 'sample-worker', exitCode: 7 } })
  await expect(waits).rejects.toMatchObject({ code: 'bug' })
  expect(lines).toMatchObject([{ level: 'error', message: 'worker stopped unexpectedly', facts: { exitCode: 7, openCalls: 2 } }])
  expect(await worker.call('add', { a: 4, b: 4 })).toBe(8)
  await expect(worker.call('crash', { exitCode: null })).rejects.toMatchObject({ code: 'bug', cause: { message: 'nobody catches this' } })
})

test('terminating cancels what will not end by itself', async () => {
  const worker = sample()
  const stuck = worker.call('ignoreEverything', null)
  const polite = worker.call('waitForAbort', null)
  await Promise.all([worker.terminate(20), expect(stuck).rejects.toSatisfy(isAbort), expect(polite).rejects.toSatisfy(isAbort)])
  expect(await worker.call('add', { a: 1, b: 2 })).toBe(3)
})

test('the thread reads its data and logs through its parent', async () => {
  const lines: { level: string; message: string; facts: unknown }[] = []
  const worker = sample({ workerData: { path: 'x' }, log: recordingLog(lines) })
  expect(await worker.call('data', null)).toEqual({ path: 'x' })
  expect(lines).toEqual([{ level: 'info', message: 'asked for its data', facts: { worker: 'sample-worker', part: 'sample' } }])
})

test('arguments that cannot be cloned reject at once', async () => {
  const worker = startWorker<{ add: (args: { a: () => void }) => number }>(pathToFileURL('tests/fixtures/kernel/sample-worker.ts'))
  onTestFinished(() => worker.terminate())
  await expect(worker.call('add', { a: () => undefined })).rejects.toMatchObject({ name: 'DataCloneError' })
})
