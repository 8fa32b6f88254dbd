import { join } from 'node:path'

/** The files of one data folder. */
export type Paths = {
  data: string
  library: string
  lock: string
  images: string
  backups: string
  logs: string
}

/** The layout of a data folder. */
export function dataPaths(data: string): Paths {
  return {
    data,
    library: join(data, 'library.db'),
    lock: join(data, 'lock.db'),
    images: join(data, 'images'),
    backups: join(data, 'backups'),
    logs: join(data, 'logs'),
  }
}
