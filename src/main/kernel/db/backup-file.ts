import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Backup } from '#shared/contract/backups.contract.ts'
import { writeFileAtomically } from '../atomic-file.ts'

/** `2026-11-21T01-15-00Z`: sorts by time, and every file system takes it. */
export function stampOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`
}

const namePattern = /^library-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z(?:-(\d+))?-(daily|migration|request|restore)\.db$/

/** A name no file of the folder has yet: the second backup of one second gets a number. */
export function newBackupName(folder: string, at: number, reason: Backup['reason']): string {
  for (let count = 1; ; count += 1) {
    const name = `library-${stampOf(at)}${count === 1 ? '' : `-${count}`}-${reason}.db`
    if (!existsSync(join(folder, name))) return name
  }
}

/** When and why a backup was made, from its name; null for any other file. */
export function parseBackupName(name: string): Pick<Backup, 'createdAt' | 'reason'> | null {
  const match = namePattern.exec(name)
  if (!match) return null
  const createdAt = Date.parse(`${match[1]}T${match[2]}:${match[3]}:${match[4]}Z`)
  return Number.isNaN(createdAt) ? null : { createdAt, reason: match[6] as Backup['reason'] }
}

/** The 16 bytes every SQLite file begins with. */
const magic = 'SQLite format 3\0'

/** Reads the schema version from a file's header without opening it as a database; null when it is no SQLite file. */
export function headerVersion(file: string): number | null {
  const header = Buffer.alloc(100)
  const handle = openSync(file, 'r')
  try {
    if (readSync(handle, header, 0, 100, 0) < 100) return null
  } finally {
    closeSync(handle)
  }
  return header.toString('latin1', 0, 16) === magic ? header.readUInt32BE(60) : null
}

const checkSchema = z.object({ isSound: z.boolean(), bytes: z.number(), mtimeMs: z.number() })

function checkFile(path: string): string {
  return `${path}.check.json`
}

/** Remembers beside a backup what its check found; forgotten as soon as the file changes. */
export function writeCheck(path: string, isSound: boolean): void {
  const { size, mtimeMs } = statSync(path)
  writeFileAtomically(checkFile(path), JSON.stringify({ isSound, bytes: size, mtimeMs }))
}

function readCheck(path: string, bytes: number, mtimeMs: number): boolean | null {
  try {
    const check = checkSchema.parse(JSON.parse(readFileSync(checkFile(path), 'utf8')))
    return check.bytes === bytes && check.mtimeMs === mtimeMs ? check.isSound : null
  } catch {
    // Never checked, or the note is unreadable: both mean that nothing is known.
    return null
  }
}

function readBackup(folder: string, name: string): Backup | null {
  const parsed = parseBackupName(name)
  if (!parsed) return null
  const path = join(folder, name)
  const { size, mtimeMs } = statSync(path)
  const schemaVersion = headerVersion(path)
  return { name, path, bytes: size, ...parsed, schemaVersion: schemaVersion ?? 0, isSound: schemaVersion === null ? false : readCheck(path, size, mtimeMs) }
}

/** The backups of several folders, newest first. A folder that cannot be read (an unplugged drive) holds none. */
export function listBackups(folders: readonly string[]): Backup[] {
  const found = new Map<string, Backup>()
  for (const folder of folders) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const backup = readBackup(folder, name)
      if (backup && !found.has(name)) found.set(name, backup)
    }
  }
  return [...found.values()].sort((a, b) => b.createdAt - a.createdAt || (a.name < b.name ? 1 : -1))
}

/** The backup to offer when the library is lost: the newest checked one, else the newest that was not found damaged. */
export function newestGoodBackup(backups: readonly Backup[], latestVersion: number): Backup | undefined {
  const usable = backups.filter((backup) => backup.schemaVersion > 0 && backup.schemaVersion <= latestVersion)
  return usable.find((backup) => backup.isSound === true) ?? usable.find((backup) => backup.isSound === null)
}

/** Deletes a backup and what is known about it. */
export function removeBackup(backup: Pick<Backup, 'path'>): void {
  rmSync(backup.path, { force: true })
  rmSync(checkFile(backup.path), { force: true })
}

/** Deletes what a kill in the middle of a copy left behind. */
export function removePartialCopies(folders: readonly string[]): void {
  for (const folder of folders) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) if (/^library-.+\.db\.partial(?:-\w+)?$/.test(name)) rmSync(join(folder, name), { force: true })
  }
}
