import { checkSearch } from '#main/domains/search/search.service.ts'
import { readCommand } from '../command.ts'
import { facts } from '../table.ts'

/** Looks whether the library is whole; changes nothing. */
export const doctorCommand = readCommand({
  name: 'doctor',
  usage: '',
  summary: 'check the library file and its search index',
  run: ({ db, paths }) => {
    const problems = db.sqlite.pragma('integrity_check', { simple: false }) as { integrity_check: string }[]
    const broken = db.sqlite.pragma('foreign_key_check') as unknown[]
    const search = checkSearch(db)
    const integrity = problems.map((row) => row.integrity_check)
    return {
      path: paths.library,
      schemaVersion: db.sqlite.pragma('user_version', { simple: true }) as number,
      bytes: (db.sqlite.pragma('page_count', { simple: true }) as number) * (db.sqlite.pragma('page_size', { simple: true }) as number),
      integrity,
      brokenReferences: broken.length,
      search,
      isSound: integrity.length === 1 && integrity[0] === 'ok' && broken.length === 0 && search.length === 0,
    }
  },
  print: (document) => facts(document),
})
