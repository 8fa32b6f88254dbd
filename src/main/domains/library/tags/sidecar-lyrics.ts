// Lyrics in a file of the same name beside the music.
import { ByteSource } from './byte-source.ts'
import { isSyncedLyrics } from './lyrics-text.ts'
import { failureFrom } from './read-failure.ts'
import { latin1ToWindows1252, decodeUtf16 } from './text.ts'
import { decodeAs, decodeUndeclaredUtf8, recogniseCodePage } from './text-repair.ts'

export interface SidecarLyrics {
  path: string | Buffer
  isSynced: boolean
  text: string
}

const endings = ['.lrc', '.LRC', '.Lrc', '.txt', '.TXT']
const maxLength = 512 * 1024

/** `.lrc` before `.txt`; undefined where there is none that can be read. `path` is that of the music file. */
export function findSidecarLyrics(path: string | Buffer): SidecarLyrics | undefined {
  for (const ending of endings) {
    const beside = withEnding(path, ending)
    const text = readText(beside)
    if (text !== undefined && text !== '') return { path: beside, isSynced: isSyncedLyrics(text), text }
  }
  return undefined
}

/** Paths need not be text: bytes stay bytes. */
function withEnding(path: string | Buffer, ending: string): string | Buffer {
  const bytes = typeof path === 'string' ? Buffer.from(path) : path
  const slash = Math.max(bytes.lastIndexOf('/'), process.platform === 'win32' ? bytes.lastIndexOf('\\') : -1)
  const dot = bytes.lastIndexOf('.')
  const stem = dot > slash + 1 ? bytes.subarray(0, dot) : bytes
  const beside = Buffer.concat([stem, Buffer.from(ending)])
  return typeof path === 'string' ? beside.toString() : beside
}

function readText(path: string | Buffer): string | undefined {
  let source: ByteSource | undefined
  try {
    source = new ByteSource(path, 1000)
    if (source.size > maxLength) return undefined
    return decodeLyrics(source.copy(0, source.size))
  } catch (error) {
    // Absence is the rule, and a folder of that name is no lyric; anything unreadable counts as absent.
    failureFrom(error)
    return undefined
  } finally {
    source?.close()
  }
}

/** By its mark, else UTF-8, else the one code page it can be. */
export function decodeLyrics(bytes: Buffer): string {
  const first = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  if (first === 0xfffe || first === 0xfeff) return decodeUtf16(bytes, false).trim()
  const body = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? bytes.subarray(3) : bytes
  const codePage = recogniseCodePage([body])
  return (decodeUndeclaredUtf8(body) ?? decodeAs(codePage, body) ?? latin1ToWindows1252(body.toString('latin1'))).trim()
}
