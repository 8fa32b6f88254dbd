import { join } from 'node:path'
import { createApp } from '../app.ts'
import type { App } from '../app.ts'
import type { HostFiles } from '../host-files.ts'
import type { ReadDb } from '../kernel/db/database.ts'
import { readMigrations } from '../kernel/db/migrate.ts'
import { openLibraryForReading } from '../kernel/db/open-library.ts'
import { dataPaths } from '../kernel/paths.ts'
import type { Paths } from '../kernel/paths.ts'
import { createFileSecrets } from '../kernel/secrets.ts'

/** The data folder of one command, opened as far as the command needs it. */
export type Session = {
  readonly paths: Paths
  readonly files: HostFiles
  /** Opens the library to read; works beside a running Sillon. Closed when `use` ends. */
  reading<Result>(use: (db: ReadDb) => Result | Promise<Result>): Promise<Result>
  /** Opens the whole core, which needs the data folder for itself; with `runsJobs` its queue works too. Stopped when `use` ends. */
  owning<Result>(use: (app: App) => Result | Promise<Result>, options?: { runsJobs: boolean }): Promise<Result>
}

type SessionDeps = { data: string; files: HostFiles; environment: Readonly<Record<string, string | undefined>> }

/** Opens nothing yet. */
export function createSession({ data, files, environment }: SessionDeps): Session {
  const paths = dataPaths(data)
  return {
    paths,
    files,
    reading: async (use) => {
      const db = openLibraryForReading(paths, readMigrations(files.migrations))
      try {
        return await use(db)
      } finally {
        db.close()
      }
    },
    owning: async (use, { runsJobs } = { runsJobs: false }) => {
      const app = await createApp({ ...files, data, environment, isDemo: false, secrets: createFileSecrets(join(data, 'secrets.json')), host: { name: 'cli', locale: 'en', hasSystemKeyring: false } })
      try {
        if (runsJobs) await app.start({ runsSchedules: false })
        return await use(app)
      } finally {
        await app.stop()
      }
    },
  }
}
