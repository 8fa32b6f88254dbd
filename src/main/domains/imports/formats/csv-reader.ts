import { longestLine, openLines } from './line-reader.ts'

type CsvHandlers = {
  separator: string
  /** The fields of a record and the line it begins at. */
  onRecord(fields: string[], line: number): void
  /** A record that cannot be read: too long, or a quote that is never closed. */
  onBroken(line: number, reason: 'too-large' | 'malformed' | 'cut-off'): void
}

/** Lines a quoted field may span before its quote is taken for one that was never meant. */
const mostLines = 64

/** Records of a CSV as RFC 4180 and its many relations write them: quotes doubled, line breaks within quotes. */
export function openCsv({ separator, onRecord, onBroken }: CsvHandlers) {
  let open: { text: string; line: number; lines: string[] } | null = null

  function take(text: string, line: number): void {
    if (!text.includes('"')) {
      if (text !== '') onRecord(text.split(separator), line)
      return
    }
    const fields = fieldsOf(text, separator)
    if (fields) onRecord(fields, line)
    else open = { text, line, lines: [] }
  }

  function giveUp(reason: 'malformed' | 'cut-off'): void {
    if (!open) return
    const { line, lines } = open
    open = null
    onBroken(line, reason)
    // Only the record with the stray quote is lost: the lines after it are read for themselves.
    for (const [index, text] of lines.entries()) {
      if (open) addTo(text, line + 1 + index)
      else take(text, line + 1 + index)
    }
  }

  function addTo(text: string, line: number): void {
    if (!open) return take(text, line)
    open.text += `\n${text}`
    open.lines.push(text)
    // A record that is still open can only end where a quote stands.
    const fields = text.includes('"') ? fieldsOf(open.text, separator) : null
    if (fields) {
      const { line: first } = open
      open = null
      onRecord(fields, first)
    } else if (open.lines.length >= mostLines || open.text.length > longestLine) giveUp('malformed')
  }

  const lines = openLines({
    onLine: (text, line) => (open ? addTo(text, line) : take(text, line)),
    onTooLong: (line) => {
      giveUp('malformed')
      onBroken(line, 'too-large')
    },
  })
  return {
    push: lines.push,
    end: (): void => {
      lines.end()
      while (open) giveUp('cut-off')
    },
  }
}

/** The fields of one record, or null when a quoted field is not closed. */
function fieldsOf(text: string, separator: string): string[] | null {
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(separator, at)
      fields.push(end < 0 ? text.slice(at) : text.slice(at, end))
      if (end < 0) return fields
      at = end + separator.length
      continue
    }
    let value = ''
    let from = at + 1
    for (;;) {
      const quote = text.indexOf('"', from)
      if (quote < 0) return null
      value += text.slice(from, quote)
      if (text[quote + 1] !== '"') {
        at = quote + 1
        break
      }
      value += '"'
      from = quote + 2
    }
    const end = text.indexOf(separator, at)
    // What follows a closing quote is no CSV, and is kept as it stands.
    fields.push(value + (end < 0 ? text.slice(at) : text.slice(at, end)))
    if (end < 0) return fields
    at = end + separator.length
  }
}
