import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { locateWorkers } from './kernel/workers/worker-location.ts'
import type { WorkerLocation } from './kernel/workers/worker-location.ts'

/** What lies beside the code of a host: in the project, or in the packed app. Paths are absolute. */
export type HostFiles = {
  version: string
  migrations: string
  resources: string
  /** The built pages; sources have none of their own. */
  renderer: string
  preload: string
  workers: WorkerLocation
}

/** Finds them from the `import.meta.url` of a host's entry: src/main/<host>/<host>.ts and dist/main/<host>/<host>.js lie equally deep. */
export function findHostFiles(entryUrl: string): HostFiles {
  const root = fileURLToPath(new URL('../../../', entryUrl))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return {
    version,
    migrations: join(root, 'migrations/library'),
    resources: join(root, 'resources'),
    renderer: join(root, 'dist/renderer'),
    preload: join(root, 'dist/preload/index.cjs'),
    workers: locateWorkers(entryUrl, 1),
  }
}
