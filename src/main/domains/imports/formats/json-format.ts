import type { FileFormat, FileRow, ReadContext } from './file-row.ts'
import { rejectedRow } from './file-row.ts'
import { openJsonItems } from './json-items.ts'
import { openLines } from './line-reader.ts'

type ItemFormat<Name extends string> = {
  name: Name
  recognises(head: string): boolean
  /** Places of the items in one document; see json-items.ts. */
  paths: readonly string[]
  row(item: unknown, line: number, context: ReadContext): FileRow
}

/** A format that is one JSON document with its rows in arrays. */
export function jsonFormat<Name extends string>({ name, recognises, paths, row }: ItemFormat<Name>): FileFormat<Name> {
  return {
    name,
    recognises,
    open: (context) => openJsonItems({ paths, onItem: (item, number) => context.take(row(item, number, context)), onBroken: (number, reason) => context.take(rejectedRow(number, reason)) }),
  }
}

type LineFormat<Name extends string> = Omit<ItemFormat<Name>, 'paths'>

/** A format with one JSON object a line. */
export function jsonLinesFormat<Name extends string>({ name, recognises, row }: LineFormat<Name>): FileFormat<Name> {
  return { name, recognises, open: (context) => openJsonLines((item, line) => row(item, line, context), context) }
}

const deepest = 32

export function openJsonLines(row: (item: unknown, line: number) => FileRow, { take }: ReadContext) {
  return openLines({
    onLine: (text, line) => {
      if (text.trim() === '') return
      const item = parseLine(text)
      take(item === undefined ? rejectedRow(line, 'malformed') : row(item, line))
    },
    onTooLong: (line) => take(rejectedRow(line, 'too-large')),
  })
}

function parseLine(text: string): unknown {
  if (isTooDeep(text)) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Brackets within strings count too: no row of music has so many. */
function isTooDeep(text: string): boolean {
  if (text.length < 2 * deepest) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 123 || code === 91) depth += 1
    else if (code === 125 || code === 93) depth -= 1
    if (depth > deepest) return true
  }
  return false
}

export function startsWithArray(head: string): boolean {
  return /^\s*\[/.test(head)
}

export function startsWithObject(head: string): boolean {
  return /^\s*\{/.test(head)
}
