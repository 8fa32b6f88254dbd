import type { Backup } from '#shared/contract/backups.contract.ts'
import type { Told } from '#shared/messages/say.ts'
import { say } from '#shared/messages/say.ts'
import { fileSystemOf } from '../file-system.ts'
import type { Paths } from '../paths.ts'
import { listBackups, newestGoodBackup } from './backup-file.ts'
import { backupFolders, readLibraryState } from './library-state.ts'

/** Something about the library's place or state that a person should know. */
export type LibraryWarning = { code: 'network-file-system' | 'library-set-aside' | 'library-suspect'; told: Told }

/** How long a library that was put aside is mentioned when nobody restores a backup. */
const mentionMs = 30 * 24 * 60 * 60 * 1000

function offerOf(backup: Backup | undefined): Told {
  if (!backup) return say`There is no backup to restore; your music files are untouched, so a scan finds them again.`
  return say`The newest good backup is from ${new Date(backup.createdAt).toISOString().slice(0, 10)}: restore it under Settings, Backups (${backup.name}).`
}

/** What there is to say now; `latestVersion` is the newest schema this Sillon knows. Costs a few file reads. */
export function libraryWarnings(paths: Paths, latestVersion: number, now: number): LibraryWarning[] {
  const { name, isNetwork } = fileSystemOf(paths.data)
  const { setAside, isSuspect } = readLibraryState(paths)
  const offer = (): Told => offerOf(newestGoodBackup(listBackups(backupFolders(paths)), latestVersion))
  const warnings: LibraryWarning[] = []
  if (isNetwork) {
    warnings.push({
      code: 'network-file-system',
      told: say`The data folder is on a network drive (${name}). That is slower and less safe for a library: keep it on this computer if you can. Your music may stay on the network.`,
    })
  }
  if (isSuspect) warnings.push({ code: 'library-suspect', told: say`The library file is damaged. It stays in use until you quit and is put aside at the next start, never deleted. ${offer()}` })
  if (setAside && now - setAside.at < mentionMs) {
    warnings.push({ code: 'library-set-aside', told: say`The library was damaged. It is kept as ${setAside.file} and an empty one was begun. ${offer()}` })
  }
  return warnings
}
