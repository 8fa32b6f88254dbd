import { epochMs } from './clock-time.ts'
import { openCsv } from './csv-reader.ts'
import type { FileFormat, ReadContext } from './file-row.ts'
import { playRow, rejectedRow } from './file-row.ts'
import { textOf, textOrNull } from './json-values.ts'

const header = /^"?Artist"?,"?Track"?,"?Album"?,"?Time"?/i
const preamble = /^"?(?:#|\+ACM-) /

/** Some exports come in UTF-7: `+ACM-` is a number sign. Only whole, well-formed runs are taken for it. */
function fromUtf7(text: string): string {
  return text.replaceAll(/\+([A-Za-z0-9+/]{3,})-/g, (run, base64: string) => {
    const bytes = Buffer.from(base64, 'base64')
    return base64.length % 4 === 1 || bytes.length < 2 ? run : bytes.subarray(0, bytes.length & ~1).swap16().toString('utf16le')
  }).replaceAll('+-', '+')
}

function openLibrefmCsv({ take }: ReadContext) {
  let isUtf7 = false
  let hasBegun = false
  return openCsv({
    separator: ',',
    onRecord: (fields, line) => {
      if (!hasBegun) {
        isUtf7 ||= fields[0]?.startsWith('+ACM-') ?? false
        hasBegun = header.test(fields.join(','))
        return
      }
      const [artist = '', title = '', album = '', time = ''] = isUtf7 ? fields.map(fromUtf7) : fields
      if (fields.length < 4) return take(rejectedRow(line, 'malformed'))
      take(
        playRow(line, {
          artist: textOf(artist),
          title: textOf(title),
          album: textOrNull(album),
          albumArtist: null,
          recordingMbid: null,
          startedAt: epochMs(time),
          precisionMs: 1000,
          zone: null,
          durationMs: null,
          heardMs: null,
          how: 'unknown',
          isCounted: true,
          rawJson: null,
        }),
      )
    },
    onBroken: (line, reason) => take(rejectedRow(line, reason)),
  })
}

export const librefmCsv: FileFormat<'librefm-csv'> = {
  name: 'librefm-csv',
  recognises: (head) => {
    const lines = head.split(/\r?\n/, 10)
    return lines.some((line) => preamble.test(line) && line.includes('Libre.fm')) && lines.some((line) => header.test(line))
  },
  open: openLibrefmCsv,
}
