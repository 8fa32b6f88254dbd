// Reads one file in a worker and makes of it all that the catalogue needs, so that the thread that writes only writes.
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { codeOf } from '#main/kernel/db/sqlite-errors.ts'
import type { FailureReason } from '#shared/contract/library.contract.ts'
import type { Told } from '#shared/messages/say.ts'
import { factsOf } from '../identity/file-facts.ts'
import type { FileReading } from '../identity/file-facts.ts'
import { columnsOf, packTags } from '../identity/stored-tags.ts'
import type { FileTags } from '../tags/file-tags.ts'
import { failureFrom } from '../tags/read-failure.ts'
import { readFileTags } from '../tags/read-file-tags.ts'
import { findSidecarLyrics } from '../tags/sidecar-lyrics.ts'
import { stemOf, storedName, systemPath } from './disk-name.ts'

/** `path` is absolute, as latin1 bytes. */
export type ReadRequest = { path: string; size: number; mayHaveLyrics: boolean }

export type ReadResult = FileReading | { reason: FailureReason | 'gone'; told: Told }

const hashedBytes = 64 * 1024

/** Never throws for a bad file: the result then says why it is bad. */
export async function readForLibrary({ path, size, mayHaveLyrics }: ReadRequest): Promise<ReadResult> {
  const place = systemPath(path)
  try {
    const tags = await readFileTags(place)
    const columns = columnsOf(tags)
    const name = storedName(path.slice(path.lastIndexOf('/') + 1))
    return {
      columns,
      tagsJson: packTags(tags),
      warningsJson: tags.warnings.length > 0 ? JSON.stringify(tags.warnings) : null,
      audioHash: hashAudio(place, tags, size),
      lyrics: lyricsOf(place, tags, mayHaveLyrics),
      facts: factsOf(columns, tags, stemOf(name)),
    }
  } catch (error) {
    const failure = failureFrom(error)
    return { reason: codeOf(failure.cause) === 'ENOENT' ? 'gone' : failure.reason, told: failure.told }
  }
}

/**
 * Recognises a file that was moved: the first 16 bytes of SHA-256 over 64 KB from the middle of what follows the pictures in
 * front, so that two short tracks of one album with one cover do not look alike.
 */
function hashAudio(path: string | Buffer, tags: FileTags, size: number): Uint8Array {
  const start = tags.covers.reduce((end, cover) => (cover.offset !== null && cover.offset < size / 2 ? Math.max(end, cover.offset + cover.size) : end), 0)
  const length = Math.min(hashedBytes, Math.max(0, size - start))
  const from = start + Math.floor((size - start - length) / 2)
  const bytes = Buffer.allocUnsafe(length)
  const file = openSync(path, 'r')
  try {
    const read = readSync(file, bytes, 0, length, from)
    return createHash('sha256').update(bytes.subarray(0, read)).digest().subarray(0, 16)
  } finally {
    closeSync(file)
  }
}

/** Timed lyrics before plain ones, and a file of its own before what is embedded. */
function lyricsOf(path: string | Buffer, { lyrics }: FileTags, mayHaveSidecar: boolean): FileReading['lyrics'] {
  const beside = mayHaveSidecar ? findSidecarLyrics(path) : undefined
  if (beside?.isSynced) return { source: 'sidecar', isSynced: true, text: beside.text }
  if (lyrics.synced !== null) return { source: 'embedded', isSynced: true, text: lyrics.synced }
  if (lyrics.plain !== null) return { source: 'embedded', isSynced: false, text: lyrics.plain }
  return beside ? { source: 'sidecar', isSynced: false, text: beside.text } : null
}
