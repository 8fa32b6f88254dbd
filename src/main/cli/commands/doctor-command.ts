import { checkSearch } from '#main/domains/search/search.service.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { defineCommand } from '../command.ts'
import { facts } from '../table.ts'

function pragma(db: ReadDb, name: string): number {
  return db.sqlite.pragma(name, { simple: true }) as number
}

/** Looks whether the library is whole; changes nothing. */
export const doctorCommand = defineCommand({
  name: 'doctor',
  usage: '',
  summary: 'check the library file and its search index',
  run: ({ paths, reading }) =>
    reading((db) => {
      const integrity = (db.sqlite.pragma('integrity_check') as { integrity_check: string }[]).map((row) => row.integrity_check)
      const brokenReferences = (db.sqlite.pragma('foreign_key_check') as unknown[]).length
      const search = checkSearch(db)
      return {
        path: paths.library,
        schemaVersion: pragma(db, 'user_version'),
        bytes: pragma(db, 'page_count') * pragma(db, 'page_size'),
        integrity,
        brokenReferences,
        search,
        isSound: integrity.join() === 'ok' && brokenReferences === 0 && search.length === 0,
      }
    }),
  print: (document) => facts(document),
})
