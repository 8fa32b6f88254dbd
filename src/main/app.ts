import { join } from 'node:path'
import { AppError, messageOf } from '#shared/errors.ts'
import type { RemoteCommand } from '#shared/contract/playback.contract.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import type { Client } from '#shared/rpc/client.ts'
import { connectInMemory } from '#shared/rpc/in-memory.ts'
import type { CoreRouter } from '#shared/rpc/server.ts'
import { createClosers } from './closers.ts'
import type { AppContext, HostPorts } from './context.ts'
import { createRouter } from './router.ts'
import { openAccounts } from './domains/accounts/accounts.service.ts'
import type { Accounts } from './domains/accounts/accounts.service.ts'
import { checkToken, hasPassword, scrobblerAccess, verifyPassword } from './domains/access/access.service.ts'
import type { ScrobblerAccess } from './domains/access/access.service.ts'
import { checkAfterUncleanStop, defineBackupJobs, registerBackupJobs } from './domains/backups/backups.jobs.ts'
import { openBackups } from './domains/backups/backups.service.ts'
import { openCatalogue } from './domains/catalogue/catalogue.service.ts'
import { openCorrections } from './domains/corrections/corrections.service.ts'
import { openDemo } from './domains/demo/demo.service.ts'
import { openImports } from './domains/imports/imports.service.ts'
import type { Imports } from './domains/imports/imports.service.ts'
import { openLibraryDomain } from './domains/library/library.service.ts'
import type { Music } from './domains/library/library.service.ts'
import { openNeedle } from './domains/needle/needle.service.ts'
import type { Needle } from './domains/needle/needle.service.ts'
import { command, startWatchingDeck } from './domains/playback/deck.service.ts'
import { createFfmpegLocator } from './domains/playback/ffmpeg.service.ts'
import { createMediaHandler } from './domains/playback/media/media-handler.ts'
import type { MediaHandler } from './domains/playback/media/media-handler.ts'
import { createTranscodes } from './domains/playback/media/transcodes.ts'
import { openPlayback } from './domains/playback/playback-session.ts'
import { openMeaningJobs } from './domains/plays/meanings.service.ts'
import { openPlays } from './domains/plays/plays.service.ts'
import { defineDeriveDays, keepDays } from './domains/plays/zones.service.ts'
import { openReceiving } from './domains/receiving/receiving.service.ts'
import type { Receiving } from './domains/receiving/receiving.service.ts'
import { openSending } from './domains/sending/sending.service.ts'
import { openSettings } from './domains/settings/settings.service.ts'
import { systemClock } from './kernel/clock.ts'
import { createLibraryFiles } from './kernel/db/library-files.ts'
import { readMigrations } from './kernel/db/migrate.ts'
import { openLibrary } from './kernel/db/open-library.ts'
import { createEnvironmentSecrets } from './kernel/environment-secrets.ts'
import { createEvents } from './kernel/events.ts'
import { createFileLog } from './kernel/file-log.ts'
import { systemIds } from './kernel/ids.ts'
import { createJobEngine } from './kernel/jobs/job-engine.ts'
import { lockDataFolder } from './kernel/lock.ts'
import { coreMetrics } from './kernel/metrics/core-metrics.ts'
import { monitorLoopDelay } from './kernel/metrics/loop-delay.ts'
import { formatMetrics } from './kernel/metrics/metrics-text.ts'
import { dataPaths } from './kernel/paths.ts'
import type { Secrets } from './kernel/secrets.ts'
import { startReader } from './kernel/workers/reader-client.ts'
import type { WorkerLocation } from './kernel/workers/worker-location.ts'

/** What a host gives the core. Paths are absolute. */
export type AppDeps = {
  data: string
  version: string
  /** The folder of the library's migrations. */
  migrations: string
  /** The folder of what else ships beside the code. */
  resources: string
  workers: WorkerLocation
  environment: Readonly<Record<string, string | undefined>>
  isDemo: boolean
  secrets: Secrets
  host: HostPorts
}

/** A core that is open: it can be asked at once; jobs and watching begin with `start`. */
export type App = {
  readonly context: AppContext
  readonly router: CoreRouter
  readonly version: string
  /** A client in this process, for REST and the command line. */
  readonly client: Client
  /** The library's folders and scans, for the command line. */
  readonly music: Music
  /** The listener's accounts at outside services, for the command line. */
  readonly accounts: Accounts
  /** Imports of plays, for the command line. */
  readonly imports: Imports
  /** The record player, for the command line. */
  readonly needle: Needle
  /** Serves `/media/…`. */
  readonly media: MediaHandler
  /** Logs an unforeseen error and returns the id the log has it under. */
  readonly reportBug: (error: unknown) => string
  settings(): Settings
  /** Asks the window that plays; says nothing when none does. */
  command(wanted: RemoteCommand): void
  hasPassword(): Promise<boolean>
  verifyPassword(password: string): Promise<boolean>
  isToken(token: string): boolean
  /** What scrobblers tell, and the tokens they come with. */
  readonly scrobbling: { receiving: Receiving; access: ScrobblerAccess; countPlays(): Promise<number> }
  /** Prometheus text. */
  metrics(): string
  /** Begins jobs, and unless told otherwise schedules and watching. */
  start(options?: { runsSchedules?: boolean }): Promise<void>
  /** Enqueues what schedules have due. */
  runDueSchedules(): void
  /** Resolves once no job runs and none is due. */
  settled(): Promise<void>
  /** Ends everything, the lock on the data folder last. */
  stop(): Promise<void>
}

const transcodeCacheBytes = 4 * 1024 ** 3

/**
 * Opens the data folder and puts the core together. Throws `data-folder-in-use`, `permission`, `disk-full`,
 * `database-newer` and what else stands in the way, in words for the person; nothing stays open then.
 */
export async function createApp(deps: AppDeps): Promise<App> {
  const closers = createClosers()
  try {
    return await open(deps, closers.add, closers.close)
  } catch (error) {
    // Why it could not open is what counts, not what then could not be closed.
    await closers.close().catch(() => undefined)
    throw error
  }
}

async function open({ data, version, host, environment, workers, ...deps }: AppDeps, onClose: (step: () => unknown) => void, stop: () => Promise<void>): Promise<App> {
  const paths = dataPaths(data)
  const lock = lockDataFolder(paths)
  onClose(lock.release)
  const log = createFileLog(paths.logs, { alsoStderr: host.name === 'headless' && environment.SILLON_LOG === 'stderr' })
  onClose(log.close)
  const migrations = readMigrations(deps.migrations)
  const latestVersion = migrations.at(-1)?.version ?? 0
  const clock = systemClock
  const library = await openLibrary({ paths, migrations, clock, log, replacesDamaged: host.name !== 'cli' })
  onClose(library.close)
  const events = createEvents((error) => log.error('a listener failed', { error }))
  onClose(events.flush)
  const engine = createJobEngine({ db: library.db, clock, log, events })
  const reader = startReader({ workers, library: paths.library, log })
  onClose(reader.close)
  const secrets = await createEnvironmentSecrets(deps.secrets, environment, log)
  const context: AppContext = { db: library.db, reader, jobs: engine, events, log, clock, ids: systemIds, secrets, paths, workers, host, environment }

  const settings = openSettings(context)
  const accounts = openAccounts(context, { version, secrets, environment, settings: settings.get })
  const backups = openBackups(context, { files: createLibraryFiles(context), settings: settings.get, journal: library.journal, latestVersion })
  const backupJobs = defineBackupJobs(backups)
  const sending = openSending(context, accounts)
  const catalogue = openCatalogue(context, settings.get, sending.queueLoves)
  const music = openLibraryDomain(context, settings.get, library.journal)
  const imports = openImports(context, { dayStartsAt: () => settings.get().dayStartsAt, journal: library.journal })
  const corrections = openCorrections(context, library.journal)
  const meanings = openMeaningJobs(context, library.journal)
  const ffmpeg = createFfmpegLocator(context, settings.get)
  const receiving = openReceiving(context, { dayStartsAt: () => settings.get().dayStartsAt, love: (id, isLoved) => catalogue.love('track', [id], isLoved) })
  const playback = openPlayback(context, { settings: settings.get, tracksByIds: catalogue.tracksByIds, canTranscode: async () => (await ffmpeg.current()) !== null, playEnded: sending.queuePlay })
  const deriveDays = defineDeriveDays(context, settings.get)
  const plays = openPlays(context, settings.get, deriveDays)
  const needle = openNeedle(context, { settings: settings.get, playEnded: sending.queuePlay })
  const demo = openDemo(context, {
    resources: deps.resources,
    ffmpegPath: async () => (await ffmpeg.current())?.path ?? null,
    scan: (folder, signal) => music.scanWhole(folder, signal),
    dayStartsAt: () => settings.get().dayStartsAt,
  })
  const transcodes = createTranscodes({ folder: join(paths.data, 'cache'), maxBytes: transcodeCacheBytes, ffmpeg })
  onClose(transcodes.close)
  const delay = monitorLoopDelay()
  onClose(delay.stop)
  registerBackupJobs(engine, backupJobs)
  music.registerJobs(engine)
  imports.registerJobs(engine)
  demo.registerJobs(engine)
  meanings.registerJobs(engine)
  engine.register(deriveDays)
  accounts.registerJobs(engine)
  sending.registerJobs(engine)
  if (!deps.isDemo) await accounts.adopt()

  const reportBug = (error: unknown): string => {
    const correlationId = systemIds.uuid().slice(0, 8)
    log.error('unforeseen error', { correlationId, error: error instanceof Error ? error : messageOf(error) })
    return correlationId
  }
  const system = { version, isDemo: deps.isDemo, latestVersion, ffmpeg, recentLines: log.recentLines }
  const router = createRouter({ context, engine, settings, accounts, backups, backupJobs, catalogue, corrections, imports, meanings, music, needle, playback, plays, receiving, sending, system })
  const own = connectInMemory(router, { id: 'core', kind: 'program' }, reportBug)
  onClose(own.close)
  onClose(engine.stop)

  return {
    context,
    router,
    version,
    client: own.client,
    music,
    accounts,
    imports,
    needle,
    media: createMediaHandler({ db: context.db, paths, log, transcodes }),
    reportBug,
    settings: settings.get,
    command: (wanted) => {
      try {
        command(playback, wanted)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        log.debug('nothing plays, so nothing was asked', { command: wanted.type })
      }
    },
    hasPassword: () => hasPassword(context),
    verifyPassword: (password) => verifyPassword(context, password),
    scrobbling: { receiving, access: scrobblerAccess(context), countPlays: async () => (await plays.stats()).plays },
    isToken: (token) => checkToken(context, token) !== undefined,
    metrics: () => formatMetrics(coreMetrics({ db: context.db, delay, version })),
    start: async ({ runsSchedules = true } = {}) => {
      if (library.endedUncleanly) checkAfterUncleanStop(engine, backupJobs, clock)
      engine.start({ runsSchedules })
      onClose(startWatchingDeck(playback))
      onClose(meanings.start())
      onClose(needle.watch())
      onClose(keepDays(context, deriveDays, settings.get))
      if (deps.isDemo) demo.start(engine)
      if (!runsSchedules) return
      accounts.start()
      onClose(sending.start())
      onClose(music.stop)
      await music.start()
    },
    runDueSchedules: engine.schedules.runDue,
    settled: engine.settled,
    stop,
  }
}
