import type { AppContext } from './context.ts'
import { os } from './contract.ts'
import { createAccountsHandlers } from './domains/accounts/accounts.handlers.ts'
import type { Accounts } from './domains/accounts/accounts.service.ts'
import type { BackupJobs } from './domains/backups/backups.jobs.ts'
import { createBackupsHandlers } from './domains/backups/backups.handlers.ts'
import type { Backups } from './domains/backups/backups.service.ts'
import { createCatalogueHandlers } from './domains/catalogue/catalogue.handlers.ts'
import type { Catalogue } from './domains/catalogue/catalogue.service.ts'
import { createCorrectionsHandlers } from './domains/corrections/corrections.handlers.ts'
import type { Corrections } from './domains/corrections/corrections.service.ts'
import { createImportsHandlers } from './domains/imports/imports.handlers.ts'
import type { Imports } from './domains/imports/imports.service.ts'
import { createJobsHandlers } from './domains/jobs/jobs.handlers.ts'
import { createLibraryHandlers } from './domains/library/library.handlers.ts'
import type { Music } from './domains/library/library.service.ts'
import { createNeedleHandlers } from './domains/needle/needle.handlers.ts'
import type { Needle } from './domains/needle/needle.service.ts'
import { createPlaybackHandlers } from './domains/playback/playback.handlers.ts'
import type { Playback } from './domains/playback/playback-session.ts'
import type { MeaningJobs } from './domains/plays/meanings.service.ts'
import { createPlaysHandlers } from './domains/plays/plays.handlers.ts'
import type { Plays } from './domains/plays/plays.service.ts'
import { createReceivingHandlers } from './domains/receiving/receiving.handlers.ts'
import type { Receiving } from './domains/receiving/receiving.service.ts'
import { createSearchHandlers } from './domains/search/search.handlers.ts'
import { createSendingHandlers } from './domains/sending/sending.handlers.ts'
import type { SendingService } from './domains/sending/sending.service.ts'
import { createSettingsHandlers } from './domains/settings/settings.handlers.ts'
import type { SettingsStore } from './domains/settings/settings.service.ts'
import { createSystemHandlers } from './domains/system/system.handlers.ts'
import type { SystemSources } from './domains/system/system.service.ts'
import type { JobEngine } from './kernel/jobs/job-engine.ts'
import { listenTo } from './listen.ts'

/** The domains as they stand open. */
export type RouterParts = {
  context: AppContext
  engine: JobEngine
  settings: SettingsStore
  accounts: Accounts
  backups: Backups
  backupJobs: BackupJobs
  catalogue: Catalogue
  corrections: Corrections
  imports: Imports
  meanings: MeaningJobs
  music: Music
  needle: Needle
  playback: Playback
  plays: Plays
  receiving: Receiving
  sending: SendingService
  system: SystemSources
}

/** The whole contract, implemented: each domain's handlers in their place. */
export function createRouter({ context, engine, settings, accounts, backups, backupJobs, catalogue, corrections, imports, meanings, music, needle, playback, plays, receiving, sending, system }: RouterParts) {
  return os.router({
    accounts: { ...createAccountsHandlers(accounts), ...createSendingHandlers(sending), ...createReceivingHandlers(receiving) },
    backups: createBackupsHandlers(backups, engine, backupJobs),
    catalogue: createCatalogueHandlers(catalogue),
    corrections: createCorrectionsHandlers(corrections, meanings.rebuild),
    events: { listen: os.events.listen.handler(({ signal }) => listenTo(context.events, signal)) },
    imports: createImportsHandlers(imports),
    jobs: createJobsHandlers(context.db, engine),
    library: createLibraryHandlers(music),
    needle: createNeedleHandlers(needle),
    playback: createPlaybackHandlers(playback),
    plays: createPlaysHandlers(plays),
    search: createSearchHandlers(context, settings.get),
    settings: createSettingsHandlers(settings),
    system: createSystemHandlers(context, system),
  })
}
