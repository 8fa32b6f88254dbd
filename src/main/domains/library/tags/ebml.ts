// EBML, the element structure of Matroska and WebM.
import type { ByteSource } from './byte-source.ts'

export interface Element {
  id: number
  /** First byte of the content. */
  at: number
  /** First byte behind it, never beyond what encloses it. */
  end: number
  /** A live recording leaves the size of segment and clusters open. */
  isOpen: boolean
}

const maxElements = 500_000

/** Bytes of a number whose length stands in the zero bits before its first one; 0 = none. */
function vintLength(first: number): number {
  return first === 0 ? 0 : Math.clz32(first) - 23
}

export function elementAt(source: ByteSource, at: number, limit: number, ahead?: number): Element | undefined {
  if (at + 2 > limit) return undefined
  const head = source.view(at, Math.min(12, limit - at), ahead)
  const idLength = vintLength(head[0] ?? 0)
  if (idLength === 0 || idLength > 4 || idLength >= head.length) return undefined
  const id = head.readUIntBE(0, idLength)
  const sizeLength = vintLength(head[idLength] ?? 0)
  if (sizeLength === 0 || idLength + sizeLength > head.length) return undefined
  let size = (head[idLength] ?? 0) & (0xff >> sizeLength)
  let isOpen = size === 0xff >> sizeLength
  for (let index = 1; index < sizeLength; index++) {
    const byte = head[idLength + index] ?? 0
    size = size * 256 + byte
    isOpen &&= byte === 0xff
  }
  const body = at + idLength + sizeLength
  return { id, at: body, end: isOpen ? limit : Math.min(body + size, limit), isOpen }
}

/** The children of an element; stops where none can be recognised. */
export function* elementsIn(source: ByteSource, start: number, end: number): Generator<Element> {
  let at = start
  for (let count = 0; count < maxElements && at < end; count++) {
    source.tick()
    const element = elementAt(source, at, end)
    if (!element) return
    yield element
    at = element.end
  }
}

export function uintOf(source: ByteSource, { at, end }: Element): number {
  let value = 0
  for (const byte of source.view(at, Math.min(8, end - at))) value = value * 256 + byte
  return value
}

export function floatOf(source: ByteSource, { at, end }: Element): number {
  if (end - at === 4) return source.view(at, 4).readFloatBE(0)
  return end - at === 8 ? source.view(at, 8).readDoubleBE(0) : 0
}

export function textOf(source: ByteSource, { at, end }: Element): string {
  const text = source.view(at, Math.min(end - at, 1024 * 1024)).toString('utf8')
  const zero = text.indexOf('\0')
  return zero < 0 ? text : text.slice(0, zero)
}
