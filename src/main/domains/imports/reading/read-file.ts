import type { Readable } from 'node:stream'
import type { PlayFormat } from '#shared/contract/imports.contract.ts'
import type { FileReader, FileRow, ReadContext } from '../formats/file-row.ts'
import { formatNamed, headLength, recognise } from '../formats/formats.ts'
import { openTextDecoding } from './text-decoder.ts'

export type FileReading = {
  options: ReadContext['options']
  zone: string
  /** Given by the person; otherwise found by content. */
  format: PlayFormat | null
  onFormat(format: PlayFormat): void
  askForZone(): void
}

/** Bytes of text at a time: rows come in portions of some hundred. */
const portion = 64 * 1024

/** The rows of one file in portions, as it is read. Yields nothing when it is none of the formats. */
export async function* readFile(stream: Readable, { format: chosen, options, zone, onFormat, askForZone }: FileReading): AsyncGenerator<{ rows: FileRow[]; bytes: number }> {
  const decoding = openTextDecoding()
  let rows: FileRow[] = []
  let head = ''
  let reader: FileReader | null = null

  function begin(): boolean {
    const format = chosen === null ? recognise(head) : formatNamed(chosen)
    if (!format) return false
    onFormat(format.name)
    reader = format.open({ options, zone, askForZone, take: (row) => rows.push(row) })
    reader.push(head)
    head = ''
    return true
  }

  function taken(): FileRow[] {
    const some = rows
    rows = []
    return some
  }

  try {
    for await (const chunk of stream) {
      const bytes = chunk as Buffer
      for (let from = 0; from < bytes.length; from += portion) {
        const piece = bytes.subarray(from, from + portion)
        const text = decoding.push(piece)
        if (reader) (reader as FileReader).push(text)
        else {
          head += text
          if (head.length >= headLength && !begin()) return
        }
        yield { rows: taken(), bytes: piece.length }
      }
    }
    const last = decoding.end()
    if (!reader) {
      head += last
      if (!begin()) return
    } else (reader as FileReader).push(last)
    if (reader) (reader as FileReader).end()
    yield { rows: taken(), bytes: 0 }
  } finally {
    stream.destroy()
  }
}
