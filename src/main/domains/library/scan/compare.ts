// What a directory holds against what the database knows of it, by name, size and time alone.
import type { ReadDb } from '#main/kernel/db/database.ts'
import { looseName } from './directory-index.ts'
import type { DirectoryIndex } from './directory-index.ts'
import { joinRaw, storedName } from './disk-name.ts'
import type { StoredName } from './disk-name.ts'
import type { FoundFile, Listing } from './walk.ts'

/** A file to read: a new one, or `fileId` whose content or name changed. */
export type DueFile = { file: FoundFile; fileId: number | null; hadFailed: boolean }

export type Comparison = {
  due: DueFile[]
  unchanged: number
  /** Files that were missing and are back as they were. */
  returned: number[]
  /** Present files that are not there any more. */
  gone: number[]
  /** Files that failed before and are as they were. */
  stillFailing: number
  /** Names whose failure no longer holds: they are read again, or gone. */
  settledFailures: StoredName[]
  /** Pictures beside the music came, went or changed. */
  hasNewPictures: boolean
  /** Directories that were known below this one and are not there any more. */
  goneDirectories: string[]
}

type FileRow = [id: number, name: StoredName, size: number, mtimeUs: number, isMissing: number]
type FailureRow = [name: StoredName, size: number, mtimeUs: number, reason: string]

export type Comparer = { compare(listing: Listing): Comparison }

export function openComparer(db: ReadDb, index: DirectoryIndex, options: { isFull: boolean }): Comparer {
  const filesIn = db.prepare<[number], FileRow>('SELECT id, name, size, mtimeUs, missingSince IS NOT NULL FROM files WHERE directoryId = ? ORDER BY name').raw()
  const failuresIn = db.prepare<[number], FailureRow>('SELECT name, size, mtimeUs, reason FROM file_failures WHERE directoryId = ?').raw()
  const withFailures = new Set(db.prepare<[number], number>('SELECT DISTINCT f.directoryId FROM file_failures f JOIN directories d ON d.id = f.directoryId WHERE d.folderId = ?').pluck().all(index.folderId))

  function compare(listing: Listing): Comparison {
    renameDirectories(index, listing)
    const directory = index.find(listing.path)
    const result: Comparison = {
      due: [], unchanged: 0, returned: [], gone: [], stillFailing: 0, settledFailures: [], hasNewPictures: false,
      goneDirectories: goneDirectories(index, listing),
    }
    if (!directory) {
      for (const file of listing.files) result.due.push({ file, fileId: null, hadFailed: false })
      return result
    }
    const lyricsChanged = compareSidecars(directory.sidecars, listing.sidecars, result)
    const rows = filesIn.all(directory.id)
    const failures = withFailures.has(directory.id) ? failuresIn.all(directory.id) : []
    if (!options.isFull && !lyricsChanged && isAsItWas(rows, listing.files)) result.unchanged = rows.length
    else compareFiles(rows, listing, options.isFull || lyricsChanged, new Set(failures.map(([name]) => keyOf(name))), result)
    if (failures.length > 0) compareFailures(failures, options.isFull, result)
    return result
  }

  return { compare }
}

/** The common case, without looking anything up: the same names in the same order, nothing changed. */
function isAsItWas(rows: readonly FileRow[], files: readonly FoundFile[]): boolean {
  if (rows.length !== files.length) return false
  for (let index = 0; index < rows.length; index++) {
    const [, name, size, mtimeUs, isMissing] = rows[index] as FileRow
    const file = files[index] as FoundFile
    if (name !== file.name || size !== file.size || mtimeUs !== file.mtimeUs || isMissing === 1 || file.problem) return false
  }
  return true
}

/** One key for text and bytes alike. */
function keyOf(name: StoredName): string {
  return typeof name === 'string' ? name : `\u0000${Buffer.from(name).toString('latin1')}`
}

function compareFiles(rows: readonly FileRow[], { files }: Listing, isForced: boolean, failing: ReadonlySet<string>, result: Comparison): void {
  const rowOf = new Map(rows.map((row) => [keyOf(row[1]), row]))
  const unknown: FoundFile[] = []
  for (const file of files) {
    const key = keyOf(storedName(file.name))
    const row = rowOf.get(key)
    if (!row) {
      unknown.push(file)
      continue
    }
    rowOf.delete(key)
    const [id, , size, mtimeUs, isMissing] = row
    if (isForced || file.problem || size !== file.size || mtimeUs !== file.mtimeUs || failing.has(key)) result.due.push({ file, fileId: id, hadFailed: false })
    else if (isMissing === 1) result.returned.push(id)
    else result.unchanged++
  }
  for (const file of unknown) result.due.push({ file, fileId: takeRenamed(rowOf, file), hadFailed: false })
  for (const [id, , , , isMissing] of rowOf.values()) if (isMissing === 0) result.gone.push(id)
}

/** Only the case or the composition of the name changed: the one file of that size and time that is not there any more. */
function takeRenamed(rows: Map<string, FileRow>, file: FoundFile): number | null {
  if (rows.size === 0 || file.problem) return null
  const loose = looseName(file.name)
  for (const [key, [id, name, size, mtimeUs]] of rows) {
    if (size !== file.size || mtimeUs !== file.mtimeUs || looseName(typeof name === 'string' ? Buffer.from(name).toString('latin1') : key.slice(1)) !== loose) continue
    rows.delete(key)
    return id
  }
  return null
}

/** What was refused may be allowed by now, which changes neither size nor time: it is tried again. */
function compareFailures(rows: readonly FailureRow[], isFull: boolean, result: Comparison): void {
  const due = new Map(result.due.map((each) => [keyOf(storedName(each.file.name)), each]))
  const still = new Set<DueFile>()
  for (const [name, size, mtimeUs, reason] of rows) {
    const found = due.get(keyOf(name))
    if (!found) result.settledFailures.push(name)
    else if (!isFull && reason !== 'permission' && !found.file.problem && found.file.size === size && found.file.mtimeUs === mtimeUs) still.add(found)
    else found.hadFailed = true
  }
  result.stillFailing = still.size
  if (still.size > 0) result.due = result.due.filter((each) => !still.has(each))
}

/** Returns whether lyrics came, went or changed: the files beside them are read again. */
function compareSidecars(before: string | null, now: string | null, result: Comparison): boolean {
  if (before === now) return false
  const lines = (text: string | null): string[] => (text ?? '').split('\n').filter((line) => line !== '')
  const changed = [...new Set(lines(before)).symmetricDifference(new Set(lines(now)))].map((line) => line.slice(0, line.indexOf('|')).toLowerCase())
  const isLyrics = (name: string): boolean => name.endsWith('.lrc') || name.endsWith('.txt')
  result.hasNewPictures = changed.some((name) => !isLyrics(name))
  return changed.some(isLyrics)
}

function goneDirectories(index: DirectoryIndex, listing: Listing): string[] {
  const children = index.childrenOf(listing.path)
  if (children.length === 0) return []
  const present = new Set(listing.directories.map((name) => joinRaw(listing.path, name)))
  return children.filter((path) => !present.has(path))
}

/** A directory whose name changed only in case or composition keeps its rows. */
function renameDirectories(index: DirectoryIndex, listing: Listing): void {
  const gone = goneDirectories(index, listing)
  if (gone.length === 0) return
  const fresh = listing.directories.filter((name) => !index.find(joinRaw(listing.path, name)))
  for (const name of fresh) {
    const twins = gone.filter((path) => looseName(path.slice(path.lastIndexOf('/') + 1)) === looseName(name))
    if (twins.length === 1) index.rename(twins[0] as string, joinRaw(listing.path, name))
  }
}
