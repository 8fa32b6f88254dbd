// The box structure of MP4 and QuickTime.
import type { ByteSource } from './byte-source.ts'

export interface Atom {
  type: string
  /** First byte of the content. */
  at: number
  /** First byte behind it, never beyond what encloses it. */
  end: number
  isCut: boolean
}

const maxAtoms = 100_000

/** The boxes between two positions; a size that makes no sense ends the list. */
export function* atomsIn(source: ByteSource, start: number, end: number): Generator<Atom> {
  let at = start
  const limit = Math.min(end, source.size)
  for (let count = 0; count < maxAtoms && at + 8 <= limit; count++) {
    source.tick()
    const head = source.view(at, Math.min(16, limit - at))
    const type = head.toString('latin1', 4, 8)
    let size = head.readUInt32BE(0)
    let headLength = 8
    if (size === 1 && head.length === 16) {
      size = Number(head.readBigUInt64BE(8))
      headLength = 16
    } else if (size === 0) size = limit - at
    if (size < headLength) return
    const atomEnd = at + size
    yield { type, at: at + headLength, end: Math.min(atomEnd, limit), isCut: atomEnd > limit }
    at = atomEnd
  }
}

export function findAtom(source: ByteSource, start: number, end: number, ...path: string[]): Atom | undefined {
  let found: Atom | undefined
  let from = start
  let until = end
  for (const type of path) {
    found = undefined
    for (const atom of atomsIn(source, from, until)) {
      if (atom.type !== type) continue
      found = atom
      break
    }
    if (!found) return undefined
    from = found.at
    until = found.end
  }
  return found
}
