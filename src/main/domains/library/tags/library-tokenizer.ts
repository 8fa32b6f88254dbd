// Gives music-metadata our synchronous file: its own tokenizer makes a promise round trip to the thread pool for every few bytes.
import { AbstractTokenizer, EndOfStreamError, type IRandomAccessTokenizer, type IReadChunkOptions } from 'strtok3'
import type { ByteSource } from './byte-source.ts'

const longHop = 256 * 1024

export class LibraryTokenizer extends AbstractTokenizer implements IRandomAccessTokenizer {
  fileInfo: { size: number; mimeType: string }
  private readonly source: ByteSource
  private ahead: number | undefined

  constructor(source: ByteSource, mimeType: string) {
    super()
    this.source = source
    this.fileInfo = { size: source.size, mimeType }
  }

  supportsRandomAccess(): true {
    return true
  }

  setPosition(position: number): void {
    this.position = position
  }

  override async ignore(length: number): Promise<number> {
    this.source.tick()
    // A live recording leaves sizes open; what is open ends with the file.
    if (!Number.isSafeInteger(length)) return super.ignore(Math.max(0, this.source.size - this.position))
    // Hopping over clusters and pictures: only a header is wanted at the other end.
    this.ahead = length > longHop ? 4096 : undefined
    return super.ignore(length)
  }

  async readBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { length, position, mayBeLess } = this.normalizeOptions(target, options)
    const got = this.copyTo(target, position, length, mayBeLess)
    this.position = position + got
    return got
  }

  async peekBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { length, position, mayBeLess } = this.normalizeOptions(target, options)
    return this.copyTo(target, position, length, mayBeLess)
  }

  private copyTo(target: Uint8Array, position: number, length: number, mayBeLess = false): number {
    this.source.tick()
    const available = Math.max(0, Math.min(length, this.source.size - position))
    if (available < length && !mayBeLess) throw new EndOfStreamError()
    this.source.view(position, available, this.ahead).copy(target)
    return available
  }
}
