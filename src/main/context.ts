import type { WriteDb } from './kernel/db/database.ts'
import type { Reader } from './kernel/db/reads.ts'
import type { Clock } from './kernel/clock.ts'
import type { Events } from './kernel/events.ts'
import type { Ids } from './kernel/ids.ts'
import type { Jobs } from './kernel/jobs/job-definition.ts'
import type { Log } from './kernel/log.ts'
import type { Paths } from './kernel/paths.ts'
import type { Secrets } from './kernel/secrets.ts'
import type { WorkerLocation } from './kernel/workers/worker-location.ts'

/** What only the host around the core can do. A host that cannot do a thing leaves it undefined. */
export type HostPorts = {
  name: 'electron' | 'headless' | 'cli'
  locale: string
  pickFolder?: (title: string) => Promise<string | null>
  showFile?: (path: string) => Promise<void>
  openExternal?: (url: string) => Promise<void>
  /** Stops the core and starts it again, for a restored library. */
  restart?: () => Promise<void>
  /** True when secrets lie in the operating system's keyring. */
  hasSystemKeyring: boolean
}

/**
 * What every service may ask for. A service takes `Pick<AppContext, …>`, at most five keys. `db` is the main thread's
 * connection: reads of at most 5 ms, small writes. Longer reads go through `reader`, bulk writes through workers.
 */
export type AppContext = {
  db: WriteDb
  reader: Reader
  jobs: Jobs
  events: Events
  log: Log
  clock: Clock
  ids: Ids
  secrets: Secrets
  paths: Paths
  workers: WorkerLocation
  host: HostPorts
  /** The environment, read once by the host. */
  environment: Readonly<Record<string, string | undefined>>
}
