// Synchronous reading of one file in 64 KB blocks. It blocks its thread, so it lives in worker threads only; against promises it is
// five to ten times faster, because a tag reader asks for hundreds of tiny pieces.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { say } from '#shared/messages/say.ts'
import { DamagedData, ReadFailure } from './read-failure.ts'

const blockSize = 64 * 1024
/** No single piece of tag text or picture may be larger than this. */
export const maxPiece = 64 * 1024 * 1024

/** Anything that can be looked at by position: a file, a packet scattered over pages, a buffer. */
export interface Bytes {
  readonly size: number
  /** Exactly `length` bytes, valid until the next call; throws `DamagedData` where there are fewer. */
  view(position: number, length: number, ahead?: number): Buffer
}

const spareBlocks: Buffer[] = []

export class ByteSource implements Bytes {
  readonly size: number
  private readonly fd: number
  private readonly deadline: number
  private readonly budgetMs: number
  private block: Buffer
  private blockStart = 0
  private blockEnd = 0
  private steps = 0

  constructor(path: string | Buffer, budgetMs: number) {
    // Without O_NONBLOCK the opening of a named pipe would wait for ever.
    this.fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stat = fstatSync(this.fd)
      if (!stat.isFile()) throw new ReadFailure('unreadable', stat.isDirectory() ? say`This is a folder, not a file.` : say`This is not a regular file.`)
      this.size = stat.size
    } catch (error) {
      closeSync(this.fd)
      throw error
    }
    this.budgetMs = budgetMs
    this.deadline = performance.now() + budgetMs
    this.block = spareBlocks.pop() ?? Buffer.allocUnsafeSlow(blockSize)
  }

  close(): void {
    closeSync(this.fd)
    spareBlocks.push(this.block)
    this.block = Buffer.alloc(0)
  }

  /** To be called by every loop whose length the file decides. */
  tick(): void {
    if ((++this.steps & 0xff) === 0) this.checkTime()
  }

  view(position: number, length: number, ahead = blockSize): Buffer {
    const start = position - this.blockStart
    if (start >= 0 && position + length <= this.blockEnd) return this.block.subarray(start, start + length)
    if (position < 0 || length < 0 || position + length > this.size) throw new DamagedData('The file ends too early.')
    if (length > blockSize) return this.copy(position, length)
    this.fill(position, Math.min(blockSize, Math.max(length, ahead)))
    if (length > this.blockEnd - this.blockStart) throw new DamagedData('The file ends too early.')
    return this.block.subarray(0, length)
  }

  /** Up to `length` bytes, fewer at the end of the file; valid until the next call. */
  viewUpTo(position: number, length: number): Buffer {
    return this.view(position, Math.max(0, Math.min(length, this.size - position)))
  }

  /** A buffer of its own, at most `maxPiece` bytes. */
  copy(position: number, length: number): Buffer {
    if (position < 0 || length < 0 || position + length > this.size) throw new DamagedData('The file ends too early.')
    if (length > maxPiece) throw new DamagedData(`A piece of ${Math.round(length / 1048576)} MB was left out.`)
    const piece = Buffer.allocUnsafe(length)
    if (this.read(piece, position, length) < length) throw new DamagedData('The file ends too early.')
    return piece
  }

  private fill(position: number, length: number): void {
    this.blockStart = position
    this.blockEnd = position
    this.blockEnd = position + this.read(this.block, position, length)
  }

  private read(target: Buffer, position: number, length: number): number {
    this.checkTime()
    let done = 0
    while (done < length) {
      const got = readSync(this.fd, target, done, length - done, position + done)
      if (got === 0) break
      done += got
    }
    return done
  }

  /** Throws when the time is used up; `tick` calls it now and then. */
  checkTime(): void {
    if (performance.now() > this.deadline) throw new ReadFailure('too-slow', say`The file was given up after ${Math.round(this.budgetMs / 1000)} seconds.`)
  }
}

/** A view to keep: copied where it lies in the shared block, which larger pieces never do. */
export function keepBytes(view: Buffer): Buffer {
  return view.length > blockSize ? view : Buffer.from(view)
}

/** A buffer looked at like a file. */
export function bytesOf(buffer: Buffer): Bytes {
  return {
    size: buffer.length,
    view(position, length) {
      if (position < 0 || length < 0 || position + length > buffer.length) throw new DamagedData('A tag ends too early.')
      return buffer.subarray(position, position + length)
    },
  }
}

/** A stretch of something larger, with positions of its own. */
export function sliceOf(bytes: Bytes, start: number, end: number): Bytes {
  const from = Math.max(0, Math.min(start, bytes.size))
  const size = Math.max(from, Math.min(end, bytes.size)) - from
  return {
    size,
    view(position, length, ahead) {
      if (position < 0 || length < 0 || position + length > size) throw new DamagedData('A part of the file ends too early.')
      return bytes.view(from + position, length, ahead)
    },
  }
}
