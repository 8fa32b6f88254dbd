import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Transcode } from './transcodes.ts'

const pollMs = 40
const readBytes = 256 * 1024

/** The bytes of a transcode as they come: ends when it is made, throws when it fails, stops when aborted. */
export async function* growingBytes(transcode: Transcode, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  let handle: FileHandle | undefined
  let at = 0
  try {
    for (;;) {
      if (signal?.aborted) return
      const wasDone = transcode.isDone()
      handle ??= await openWhenThere(transcode)
      const { bytesRead, buffer } = handle ? await handle.read(Buffer.allocUnsafe(readBytes), 0, readBytes, at) : { bytesRead: 0, buffer: Buffer.alloc(0) }
      at += bytesRead
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead)
      else if (wasDone) return
      else await Promise.race([transcode.done, wait(pollMs)])
    }
  } finally {
    await handle?.close()
    transcode.release()
  }
}

/** ffmpeg creates the file once it has understood its input. */
async function openWhenThere(transcode: Transcode): Promise<FileHandle | undefined> {
  try {
    return await open(transcode.path(), 'r')
  } catch (error) {
    if (!transcode.isDone()) return undefined
    throw new AppError('unavailable', say`The prepared track cannot be read. Play it again to prepare it anew.`, { cause: error })
  }
}
