import { isAscii, isUtf8 } from 'node:buffer'

type Encoding = 'utf8' | 'utf16le' | 'utf16be' | 'latin1'

/** Bytes of a file as text, piece by piece, whatever it was written in. */
export type TextDecoding = { push(bytes: Buffer): string; end(): string }

const ansi = new TextDecoder('windows-1252')

function byMark(bytes: Buffer): { encoding: Encoding; skip: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf8', skip: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf16le', skip: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf16be', skip: 2 }
  return null
}

/** UTF-16 without its mark: all of these formats begin with ASCII, so every other byte is zero. */
function guess(bytes: Buffer): Encoding {
  const head = bytes.subarray(0, 256)
  const zeros = [0, 0]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const half = head.length / 2
  if ((zeros[1] ?? 0) > half * 0.7 && (zeros[0] ?? 0) < half * 0.1) return 'utf16le'
  if ((zeros[0] ?? 0) > half * 0.7 && (zeros[1] ?? 0) < half * 0.1) return 'utf16be'
  return 'utf8'
}

/** How many bytes at the end begin a character that goes on in the next piece. */
function openTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? back : 0
    }
  }
  return 0
}

/**
 * UTF-8 and UTF-16 with or without their marks. What is not UTF-8 is Latin-1 (as Windows has it), unless the file has
 * been good UTF-8 before: then it has a damaged place, which becomes U+FFFD.
 */
export function openTextDecoding(): TextDecoding {
  let encoding: Encoding | null = null
  let tail: Buffer = Buffer.alloc(0)
  let hasUtf8 = false

  function utf8(bytes: Buffer): string {
    if (isUtf8(bytes)) {
      hasUtf8 ||= !isAscii(bytes)
      return bytes.toString('utf8')
    }
    if (hasUtf8) return bytes.toString('utf8')
    const text = bytes.toString('utf8')
    const damaged = text.split('�').length - 1
    const sound = text.replaceAll(/[\p{ASCII}\ufffd]/gu, '').length
    if (sound > damaged) {
      hasUtf8 = true
      return text
    }
    encoding = 'latin1'
    return ansi.decode(bytes)
  }

  function decode(bytes: Buffer): string {
    if (encoding === 'latin1') return ansi.decode(bytes)
    if (encoding === 'utf16le') return bytes.toString('utf16le')
    if (encoding === 'utf16be') return Buffer.from(bytes).swap16().toString('utf16le')
    return utf8(bytes)
  }

  return {
    push: (piece) => {
      let bytes = tail.length === 0 ? piece : Buffer.concat([tail, piece])
      if (encoding === null) {
        if (bytes.length < 4) {
          tail = bytes
          return ''
        }
        const mark = byMark(bytes)
        encoding = mark?.encoding ?? guess(bytes)
        bytes = bytes.subarray(mark?.skip ?? 0)
      }
      const open = encoding === 'utf8' ? openTail(bytes) : encoding === 'latin1' ? 0 : bytes.length % 2
      tail = Buffer.from(bytes.subarray(bytes.length - open))
      return decode(bytes.subarray(0, bytes.length - open))
    },
    end: () => {
      if (tail.length === 0) return ''
      if (encoding === null) tail = tail.subarray(byMark(tail)?.skip ?? 0)
      const isHalf = encoding === 'utf16le' || encoding === 'utf16be'
      return isHalf ? '�' : decode(tail)
    },
  }
}
