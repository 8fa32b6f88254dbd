import { startWorker } from '#main/kernel/workers/worker-channel.ts'
import type { WorkerChannel } from '#main/kernel/workers/worker-channel.ts'
import { isAbort, isAppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { TagsApi } from '../tags.worker.ts'
import type { ReadRequest, ReadResult } from './read-for-library.ts'

/** Reads files in threads of their own. A thread that does not come back from a file is ended; that file is too slow, the rest is read again. */
export type TagPool = {
  readonly size: number
  read(files: ReadRequest[]): Promise<ReadResult[]>
  close(): void
}

export type TagPoolOptions = { worker: URL; size: number; longestMs?: number }

type Member = { channel: WorkerChannel<TagsApi>; open: number }

/** A file that takes longer is given up. The reader itself stops a little earlier; this is for what it cannot stop. */
const longestReadMs = 5_000
const mostAttempts = 3
/** A file that makes the reader need more than this ends its thread, not the app. */
const heapMegabytes = 256

export function openTagPool({ worker, size, longestMs = longestReadMs }: TagPoolOptions): TagPool {
  const begin = (): WorkerChannel<TagsApi> => startWorker<TagsApi>(worker, { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 8 } })
  const members: Member[] = Array.from({ length: size }, () => ({ channel: begin(), open: 0 }))
  let isClosed = false

  function failureOf(isStuck: boolean): ReadResult {
    return isStuck
      ? { reason: 'too-slow', told: say`The file was given up after ${Math.round(longestMs / 1000)} seconds.` }
      : { reason: 'unreadable', told: say`The file is damaged in a way that stopped its reader.` }
  }

  async function read(files: ReadRequest[], attempt = 1): Promise<ReadResult[]> {
    if (files.length === 0) return []
    const member = members.reduce((best, each) => (each.open < best.open ? each : best))
    const { channel } = member
    const pulse = new SharedArrayBuffer(4)
    member.open++
    const watched = watch(pulse, longestMs, () => {
      // Not awaited: a thread that hangs in the system may never end.
      if (member.channel === channel) member.channel = begin()
      void channel.terminate()
    })
    try {
      return await channel.call('read', { files, pulse })
    } catch (error) {
      const begun = Atomics.load(new Int32Array(pulse), 0)
      const isCulprit = begun > 0 && (watched.isStuck() || isAppError(error, 'bug'))
      if (isClosed || !(isCulprit || isAppError(error, 'bug') || isAbort(error)) || attempt >= mostAttempts + files.length) throw error
      // When another call of the same thread had the bad file, this one was only unlucky.
      if (!isCulprit) return await read(files, attempt + 1)
      return [...(await read(files.slice(0, begun - 1))), failureOf(watched.isStuck()), ...(await read(files.slice(begun)))]
    } finally {
      watched.stop()
      member.open--
    }
  }

  return {
    size,
    read: (files) => read(files),
    close: () => {
      isClosed = true
      for (const { channel } of members) void channel.terminate()
    },
  }
}

/** Tells once when the number of begun files stands still for too long. */
function watch(pulse: SharedArrayBuffer, longestMs: number, onStuck: () => void): { isStuck(): boolean; stop(): void } {
  const begun = new Int32Array(pulse)
  let last = 0
  let since = performance.now()
  let isStuck = false
  const timer = setInterval(() => {
    const now = Atomics.load(begun, 0)
    if (now !== last || now === 0) {
      last = now
      since = performance.now()
    } else if (performance.now() - since > longestMs && !isStuck) {
      isStuck = true
      onStuck()
    }
  }, Math.min(250, longestMs / 4))
  timer.unref()
  return { isStuck: () => isStuck, stop: () => clearInterval(timer) }
}
