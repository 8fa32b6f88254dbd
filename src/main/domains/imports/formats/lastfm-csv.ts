import { readClockTime, epochMs } from './clock-time.ts'
import type { ToldTime } from './clock-time.ts'
import { columnsOf, fieldAt, separatorOf } from './csv-columns.ts'
import type { Columns } from './csv-columns.ts'
import { openCsv } from './csv-reader.ts'
import type { FileFormat, FileReader, ReadContext } from './file-row.ts'
import { playRow, rejectedRow } from './file-row.ts'
import { mbidOf } from './json-values.ts'

/** lastfm-to-csv writes no header: artist, album, track, `22 May 2014 20:11`. It also lets stand what the API gave. */
const bare: Columns = { artist: 0, album: 1, title: 2, utc: 3 }
/** lastexport.py: time, track, artist, album, three ids, tabs between. */
const exported: Columns = { epoch: 0, title: 1, artist: 2, album: 3, recordingMbid: 4 }

type Layout = { separator: string; columns: Columns; hasHeader: boolean }

function firstLine(head: string): string {
  return (/^[^\r\n]*/.exec(head.replace(/^\s+/, ''))?.[0] ?? '').trim()
}

/** What the first line says of the rest. */
function layoutOf(line: string): Layout | null {
  const separator = separatorOf(line)
  const fields = line.split(separator).map((field) => field.replaceAll(/^"|"$/g, '').trim())
  const columns = columnsOf(fields)
  if (columns) return { separator, columns, hasHeader: true }
  if (fields.length >= 4 && /^\d{1,2} [A-Z][a-z]{2} \d{4},? \d{1,2}:\d{2}$/.test(fields.at(-1) ?? '')) return { separator, columns: bare, hasHeader: false }
  // The date may itself have a comma, as the API writes it.
  if (/^"?\d{1,2} [A-Z][a-z]{2} \d{4}"?$/.test(fields.at(-2) ?? '') && /^\d{1,2}:\d{2}"?$/.test(fields.at(-1) ?? '')) return { separator, columns: bare, hasHeader: false }
  if (separator === '\t' && fields.length >= 4 && /^\d{9,10}$/.test(fields[0] ?? '')) return { separator, columns: exported, hasHeader: false }
  return null
}

function timeOf(fields: readonly string[], columns: Columns, { zone, askForZone }: ReadContext): ToldTime | null {
  const epoch = epochMs(fieldAt(fields, columns.epoch))
  if (epoch !== null) return { at: epoch, precisionMs: 1000 }
  const utc = fieldAt(fields, columns.utc)
  const inUtc = utc === '' ? null : readClockTime(utc, 'UTC', () => {})
  if (inUtc) return inUtc
  const local = fieldAt(fields, columns.clock)
  return local === '' ? null : readClockTime(local, zone, askForZone)
}

function openLastfmCsv(context: ReadContext): FileReader {
  let layout: Layout | null = null
  let csv: FileReader | null = null
  let waiting = ''

  function record(fields: string[], line: number, { columns, hasHeader }: Layout): void {
    if (line === 1 && hasHeader) return
    const isBare = columns === bare
    // Without a header a comma in a name moves the date: it is the last field, or the last two.
    const last = fields.length - 1
    const isSplitDate = isBare && /^\d{1,2}:\d{2}"?$/.test((fields[last] ?? '').trim()) && last >= 4
    const told = isSplitDate ? [...fields.slice(0, 3), `${(fields[last - 1] ?? '').trim()}, ${(fields[last] ?? '').trim()}`] : fields
    if (told.length === 1 && told[0]?.trim() === '') return
    const time = timeOf(told, columns, context)
    if (told.length < 3) return context.take(rejectedRow(line, 'malformed'))
    context.take(
      playRow(line, {
        artist: fieldAt(told, columns.artist),
        title: fieldAt(told, columns.title),
        album: fieldAt(told, columns.album) || null,
        albumArtist: fieldAt(told, columns.albumArtist) || null,
        recordingMbid: mbidOf(fieldAt(told, columns.recordingMbid)),
        startedAt: time?.at ?? null,
        precisionMs: time?.precisionMs ?? 1000,
        zone: null,
        durationMs: null,
        heardMs: null,
        how: 'unknown',
        isCounted: true,
        rawJson: null,
      }),
    )
  }

  function begin(): void {
    layout = layoutOf(firstLine(waiting))
    const known = layout
    if (!known) return
    csv = openCsv({ separator: known.separator, onRecord: (fields, line) => record(fields, line, known), onBroken: (line, reason) => context.take(rejectedRow(line, reason)) })
    csv.push(waiting.replace(/^\s+/, ''))
    waiting = ''
  }

  return {
    push: (text) => {
      if (csv) return csv.push(text)
      waiting += text
      if (/\S[^\r\n]*\n/.test(waiting)) begin()
    },
    end: () => {
      if (!csv) begin()
      csv?.end()
      if (!csv && waiting.trim() !== '') context.take(rejectedRow(1, 'malformed'))
    },
  }
}

/** Everything that writes Last.fm plays as CSV: lastfm-to-csv, ghan, lastfmstats.com, lastexport, and any other file whose header names artist, track and time. */
export const lastfmCsv: FileFormat<'lastfm-csv'> = {
  name: 'lastfm-csv',
  recognises: (head) => layoutOf(firstLine(head)) !== null,
  open: openLastfmCsv,
}
