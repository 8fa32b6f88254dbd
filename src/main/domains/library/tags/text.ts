// Decoding of tag text. Everything works on views that are gone at the next read, so every function returns a string of its own.
import { isAscii, isUtf8 } from 'node:buffer'

/** What Windows writes where ISO 8859-1 has control characters nobody means. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

export function decodeLatin1(bytes: Buffer): string {
  return latin1ToWindows1252(bytes.toString('latin1'))
}

export function latin1ToWindows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80] ?? character)
}

/** The bytes behind a text that was decoded as Windows-1252 or Latin-1; undefined if it was not. */
export function windows1252Bytes(text: string): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(text.length)
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code <= 0xff) bytes[index] = code
    else {
      const at = windows1252.indexOf(text[index] ?? '')
      if (at < 0) return undefined
      bytes[index] = 0x80 + at
    }
  }
  return bytes
}

/** UTF-8 where it is valid; otherwise one character per byte and `isUndeclared`. */
export function decodeUtf8(bytes: Buffer): { text: string; isUndeclared: boolean } {
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), isUndeclared: false }
  return { text: bytes.toString('latin1'), isUndeclared: true }
}

export function hasHighBytes(bytes: Buffer): boolean {
  return !isAscii(bytes)
}

/** UTF-16 with an optional mark; without one, `isBigEndian` decides. An odd last byte is dropped. */
export function decodeUtf16(bytes: Buffer, isBigEndian: boolean): string {
  let body = bytes
  let big = isBigEndian
  // Some writers put the mark twice.
  while (body.length >= 2) {
    const mark = body.readUInt16BE(0)
    if (mark === 0xfffe) big = false
    else if (mark === 0xfeff) big = true
    else break
    body = body.subarray(2)
  }
  if (body.length % 2 === 1) body = body.subarray(0, -1)
  if (!big) return body.toString('utf16le')
  return Buffer.from(body).swap16().toString('utf16le')
}
