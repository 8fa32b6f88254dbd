import { accountsContract } from './accounts.contract.ts'
import { backupsContract } from './backups.contract.ts'
import { catalogueContract } from './catalogue.contract.ts'
import { correctionsContract } from './corrections.contract.ts'
import { eventsContract } from './events.contract.ts'
import { importsContract } from './imports.contract.ts'
import { jobsContract } from './jobs.contract.ts'
import { libraryContract } from './library.contract.ts'
import { needleContract } from './needle.contract.ts'
import { playbackContract } from './playback.contract.ts'
import { playsContract } from './plays.contract.ts'
import { searchContract } from './search.contract.ts'
import { settingsContract } from './settings.contract.ts'
import { systemContract } from './system.contract.ts'

/** Everything a window can ask of the core. */
export const contract = {
  accounts: accountsContract,
  backups: backupsContract,
  catalogue: catalogueContract,
  corrections: correctionsContract,
  events: eventsContract,
  imports: importsContract,
  jobs: jobsContract,
  library: libraryContract,
  needle: needleContract,
  playback: playbackContract,
  plays: playsContract,
  search: searchContract,
  settings: settingsContract,
  system: systemContract,
}
export type Contract = typeof contract
