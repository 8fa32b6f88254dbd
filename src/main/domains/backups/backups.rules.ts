import type { Backup } from '#shared/contract/backups.contract.ts'

/** What was kept before something irreversible has its own term: its loss is noticed late. */
const keptForMs = 30 * 24 * 60 * 60 * 1000

/**
 * The backups that may go, given all of them newest first. The newest `kept` stay; damaged ones do not count for them.
 * The newest sound one stays in any case, as does for a month what was kept before a migration or a restore.
 */
export function expendableBackups(backups: readonly Backup[], kept: number, now: number): Backup[] {
  const newestSound = backups.find((backup) => backup.isSound === true)
  let good = 0
  return backups.filter((backup) => {
    if (backup.isSound !== false) good += 1
    const isAmongKept = backup.isSound === false ? good < kept : good <= kept
    const isTermed = (backup.reason === 'migration' || backup.reason === 'restore') && now - backup.createdAt < keptForMs
    return !isAmongKept && !isTermed && backup !== newestSound
  })
}
