import { say } from '#shared/messages/say.ts'
import { DeckError, errorOfStatus } from './deck-error.ts'

export interface FetchOptions {
  readonly signal: AbortSignal
  /** A file larger than this cannot fit once decoded. */
  readonly maxBytes: number
  /** How much of a file of this size (null when unknown) to hand over early. */
  readonly headBytes: (totalBytes: number | null) => number
  readonly onHead: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly onData: () => void
}

const firstCapacity = 1 << 20

function tooLarge(): DeckError {
  return new DeckError('decode', say`The file is too large to be decoded in memory.`)
}

function grown(bytes: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  if (needed <= bytes.length) return bytes
  const larger = new Uint8Array(Math.max(needed, bytes.length * 2))
  larger.set(bytes)
  return larger
}

/** One request for the whole file, its head handed over as soon as it has come, so that sound need not wait for the rest. */
export async function fetchBytes(url: string, options: FetchOptions): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { signal: options.signal })
  options.onData()
  if (!response.ok || !response.body) {
    await response.body?.cancel()
    throw errorOfStatus(response.status)
  }
  const length = Number(response.headers.get('content-length'))
  const total = length > 0 ? length : null
  if (total !== null && total > options.maxBytes) {
    await response.body.cancel()
    throw tooLarge()
  }

  const headBytes = options.headBytes(total)
  const reader = response.body.getReader()
  let bytes = new Uint8Array(total ?? firstCapacity)
  let filled = 0
  let isHeadDue = true
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    options.onData()
    bytes = grown(bytes, filled + value.length)
    bytes.set(value, filled)
    filled += value.length
    if (filled > options.maxBytes) {
      await reader.cancel()
      throw tooLarge()
    }
    if (isHeadDue && filled >= headBytes) {
      isHeadDue = false
      options.onHead(bytes.slice(0, filled))
    }
  }
  return filled === bytes.length ? bytes : bytes.slice(0, filled)
}
