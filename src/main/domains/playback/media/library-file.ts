import { Buffer } from 'node:buffer'
import { constants } from 'node:fs'
import { open, realpath, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { sep } from 'node:path'
import type { BigIntStats } from 'node:fs'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import type { CodedFile } from './playable.rules.ts'

type StoredName = string | Uint8Array

/** A file of the library and where it lies, as bytes: names need not be text. */
export type LibraryFile = CodedFile & { readonly id: number; readonly path: Buffer; readonly trackId: number | null; readonly durationMs: number | null; readonly size: number; readonly mtimeUs: number }

type FileRow = Omit<LibraryFile, 'path' | 'isLossless'> & { isLossless: number; folderPath: StoredName; directoryPath: StoredName; name: StoredName }

const selectFiles = `SELECT file.id, file.trackId, file.size, file.mtimeUs, file.container, file.codec, file.durationMs, file.bitrate, file.sampleRate, file.channels, file.bitsPerSample, file.isLossless,
    folder.path AS folderPath, directory.path AS directoryPath, file.name
  FROM files AS file JOIN directories AS directory ON directory.id = file.directoryId JOIN library_folders AS folder ON folder.id = directory.folderId`

function fileOf({ folderPath, directoryPath, name, ...row }: FileRow): LibraryFile {
  return { ...row, isLossless: row.isLossless === 1, path: joined([folderPath, directoryPath, name]) }
}

function joined(parts: readonly StoredName[]): Buffer {
  const filled = parts.map((part) => Buffer.from(part)).filter((part) => part.length > 0)
  return Buffer.concat(filled.flatMap((part, index) => (index === 0 || filled[index - 1]?.at(-1) === 0x2f ? [part] : [Buffer.from('/'), part])))
}

export function findLibraryFile(db: ReadDb, fileId: number): LibraryFile | undefined {
  const row = db.prepare<[number], FileRow>(`${selectFiles} WHERE file.id = ?`).get(fileId)
  return row && fileOf(row)
}

/** The files of a track, or of the track it was merged into, that were there when last looked; best first. */
export function listPresentFiles(db: ReadDb, trackId: number): LibraryFile[] {
  return db
    .prepare<[number], FileRow>(
      `${selectFiles} WHERE file.missingSince IS NULL AND file.trackId = (SELECT coalesce(mergedIntoId, id) FROM tracks WHERE id = ?)
       ORDER BY file.isLossless DESC, coalesce(file.bitsPerSample, 16) DESC, coalesce(file.sampleRate, 0) DESC, coalesce(file.bitrate, 0) DESC, file.id`,
    )
    .all(trackId)
    .map(fileOf)
}

function isInside(path: Buffer, folder: Buffer): boolean {
  const prefix = folder.toString('latin1').endsWith(sep) ? folder : Buffer.concat([folder, Buffer.from(sep)])
  return path.subarray(0, prefix.length).equals(prefix)
}

async function realFolders(db: ReadDb): Promise<Buffer[]> {
  const rows = db.prepare<[], { path: StoredName }>('SELECT path FROM library_folders').all()
  const real = await Promise.allSettled(rows.map(({ path }) => realpath(Buffer.from(path), { encoding: 'buffer' })))
  return real.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}

const gone = (): AppError => new AppError('not-found', say`The file is not there any more. If it lies on a drive that is not connected, connect it and try again.`)

function translated(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENODEV' || code === 'EIO') return gone()
  if (code === 'EACCES' || code === 'EPERM') return new AppError('permission', say`The system does not allow Sillon to read this file. Check its permissions.`)
  return error
}

/** Whether this is still the file that was read as audio when the library was scanned. */
function isAsScanned({ size, mtimeUs }: LibraryFile, stats: BigIntStats): boolean {
  return stats.size === BigInt(size) && stats.mtimeNs / 1000n === BigInt(mtimeUs)
}

/**
 * Opens a file for reading after its links are followed: an ordinary file that really lies in a folder of the library.
 * A link that leads elsewhere is followed only to the very file the scan found there, so that nobody who can write to
 * the folder can have another file read. Throws `not-found` or `permission` otherwise.
 */
export async function openConfined(db: ReadDb, file: LibraryFile): Promise<{ handle: FileHandle; stats: BigIntStats }> {
  try {
    const real = await realpath(file.path, { encoding: 'buffer' })
    const found = await stat(real, { bigint: true })
    const isWithin = (await realFolders(db)).some((folder) => isInside(real, folder))
    if (!isWithin && !isAsScanned(file, found)) throw new AppError('permission', say`This file is a link that leads out of the library’s folders, to a file the library does not know. It is not opened; scan the library if that is meant to be.`)
    // Opening a pipe or a device could wait for ever.
    if (!found.isFile()) throw gone()
    const handle = await open(real, constants.O_RDONLY)
    return { handle, stats: await handle.stat({ bigint: true }) }
  } catch (error) {
    throw translated(error)
  }
}

/** Names a state of a file: another size or time is another tag. */
export function etagOf({ size, mtimeNs }: BigIntStats): string {
  return `"${size.toString(36)}-${mtimeNs.toString(36)}"`
}
