// Lists, pages and search on a library of 250,000 files, 25,000 albums and 1,000,000 plays, asked as windows ask: through the reader's thread.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { albumPage } from '#main/domains/catalogue/album-page.reads.ts'
import { artistPage } from '#main/domains/catalogue/artist-page.reads.ts'
import { home } from '#main/domains/catalogue/home.reads.ts'
import { albumWindow, facets, letters, trackWindow } from '#main/domains/catalogue/lists.reads.ts'
import { suggestions } from '#main/domains/search/search.reads.ts'
import { rebuildSearch, refreshSearch, tidySearch } from '#main/domains/search/search.service.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { migrate, readMigrations } from '#main/kernel/db/migrate.ts'
import type { Reader } from '#main/kernel/db/reads.ts'
import { silentLog } from '#main/kernel/log.ts'
import { startReader } from '#main/kernel/workers/reader-client.ts'
import { locateWorkers } from '#main/kernel/workers/worker-location.ts'
import { albumSorts, trackSorts } from '#shared/contract/catalogue.contract.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import type { SyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import { seededChance } from '#tests/factories/synthetic-names.ts'
import { percentile } from './report.ts'
import type { Report } from './report.ts'

const everything: RuleGroup = { match: 'all', rules: [] }
const onDisk: RuleGroup = { match: 'all', rules: [{ field: 'onDisk', op: 'is', value: true }] }
const rows = 100

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Says that the library changed, so that nothing kept is good any more. */
function changeLibrary(db: WriteDb): void {
  db.prepare('UPDATE library_version SET catalogue = catalogue + 1').run()
}

/** The search index of a whole library, then of batches, each as large as one step of a repair. */
function benchIndex(db: WriteDb, report: Report, { tracks }: SyntheticLibrary): void {
  const start = performance.now()
  let steps = 0
  for (const step of rebuildSearch(db)) steps = step.done
  report.add('making the search index', ((performance.now() - start) * 1000) / steps, 'µs a row')
  const batches = Array.from({ length: 80 }, (_, batch) => Array.from({ length: 250 }, (_, index) => ((batch * 5003 + index) % tracks) + 1))
  const [refreshing, tidying]: [number[], number[]] = [[], []]
  for (const trackIds of batches) {
    const before = performance.now()
    db.transaction(() => refreshSearch(db, { trackIds }))
    const between = performance.now()
    tidySearch(db)
    refreshing.push(between - before)
    tidying.push(performance.now() - between)
  }
  report.add('refreshing 250 tracks in the search index, median', percentile(refreshing, 0.5), 'ms', { target: { atMost: 15 } })
  report.add('tidying the index after a batch, 95 of 100 below', percentile(tidying, 0.95), 'ms')
}

async function benchLists(db: WriteDb, reader: Reader, report: Report, { tracks, now }: SyntheticLibrary): Promise<void> {
  const chance = seededChance(7)
  const openings: number[] = []
  const first: number[] = []
  const windows: number[] = []
  for (const where of [everything, onDisk]) {
    for (const sort of trackSorts) {
      changeLibrary(db)
      first.push(await timed(() => reader.run(trackWindow, { query: { where, sort: 'album', isDescending: false, seed: 1 }, offset: 0, limit: rows, now })))
      for (const isDescending of [false, true]) {
        const query = { where, sort, isDescending, seed: 1 }
        if (sort !== 'album' || isDescending) openings.push(await timed(() => reader.run(trackWindow, { query, offset: 0, limit: rows, now })))
        for (let asked = 0; asked < 12; asked++) windows.push(await timed(() => reader.run(trackWindow, { query, offset: chance.below(tracks), limit: rows, now })))
      }
    }
  }
  report.add('opening an order of 240,750 tracks, 95 of 100 below', percentile(openings, 0.95), 'ms', { target: { atMost: 60 } })
  report.add('opening the first list after a change, 95 of 100 below', percentile(first, 0.95), 'ms', { target: { atMost: 60 } })
  report.add(`a window of ${rows} tracks, 95 of 100 below`, percentile(windows, 0.95), 'ms', { target: { atMost: 5 } })
  const albumOpenings: number[] = []
  for (const sort of albumSorts) {
    changeLibrary(db)
    albumOpenings.push(await timed(() => reader.run(albumWindow, { query: { where: onDisk, sort, isDescending: true, seed: 1 }, offset: 0, limit: rows, now })))
  }
  report.add('opening an order of 25,000 albums, the slowest', Math.max(...albumOpenings), 'ms', { target: { atMost: 60 } })
  const list = { kind: 'tracks' as const, query: { where: everything, sort: 'title' as const, isDescending: false, seed: 0 } }
  await reader.run(letters, { list, now })
  report.add('the letters of 240,750 titles', await timed(() => reader.run(letters, { list, now })), 'ms', { target: { atMost: 5 } })
}

async function benchFacets(db: WriteDb, reader: Reader, report: Report, { now }: SyntheticLibrary): Promise<void> {
  for (const [name, where] of [['of all tracks', everything], ['of tracks on disk', onDisk]] as const) {
    const samples: number[] = []
    for (let asked = 0; asked < 5; asked++) {
      changeLibrary(db)
      samples.push(await timed(() => reader.run(facets, { kind: 'tracks', where, now })))
    }
    report.add(`facets ${name} after a change, median`, percentile(samples, 0.5), 'ms', where === everything ? { target: { atMost: 100 } } : {})
    report.add(`facets ${name} once counted`, await timed(() => reader.run(facets, { kind: 'tracks', where, now })), 'ms')
  }
}

async function benchPages(reader: Reader, report: Report, { albums, artists, now }: SyntheticLibrary): Promise<void> {
  const chance = seededChance(11)
  const [albumTimes, artistTimes, homeTimes]: [number[], number[], number[]] = [[], [], []]
  for (let asked = 0; asked < 300; asked++) albumTimes.push(await timed(() => reader.run(albumPage, { id: 1 + chance.below(albums), now })))
  for (let asked = 0; asked < 100; asked++) artistTimes.push(await timed(() => reader.run(artistPage, 2 + chance.below(artists - 2))))
  for (let asked = 0; asked < 10; asked++) homeTimes.push(await timed(() => reader.run(home, { now, today: 20261120 })))
  report.add('an album page, 95 of 100 below', percentile(albumTimes, 0.95), 'ms', { target: { atMost: 5 } })
  report.add('an artist page, 95 of 100 below', percentile(artistTimes, 0.95), 'ms')
  report.add('Home, median', percentile(homeTimes, 0.5), 'ms')
}

/** Names of the library typed letter by letter, some of them with a slip. */
async function benchSearch(db: WriteDb, reader: Reader, report: Report, { now }: SyntheticLibrary): Promise<void> {
  const names = db.prepare<[], string>('SELECT title FROM tracks WHERE id % 2411 = 0 UNION ALL SELECT name FROM artists WHERE id % 100 = 7 UNION ALL SELECT title FROM albums WHERE id % 251 = 3').pluck().all()
  const samples: number[] = []
  const slips: number[] = []
  await reader.run(suggestions, { text: 'l', limit: 5, now })
  for (const [index, name] of names.entries()) {
    for (let length = 1; length <= Math.min(name.length, 14); length++) samples.push(await timed(() => reader.run(suggestions, { text: name.slice(0, length), limit: 5, now })))
    const slip = name.slice(0, 3) + name.charAt(4) + name.charAt(3) + name.slice(5)
    if (index % 3 === 0) slips.push(await timed(() => reader.run(suggestions, { text: slip, limit: 5, now })))
  }
  report.add('search as you type, 95 of 100 below', percentile(samples, 0.95), 'ms', { target: { atMost: 15 } })
  report.add('search as you type, median', percentile(samples, 0.5), 'ms')
  report.add('search with a slip, 95 of 100 below', percentile(slips, 0.95), 'ms')
}

export async function run(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sillon-bench-'))
  const path = join(folder, 'library.db')
  const db = openDatabase({ path })
  const reader = startReader({ workers: locateWorkers(pathToFileURL('src/main/app.ts').href, 0), library: path, log: silentLog })
  try {
    migrate(db, readMigrations('migrations/library'))
    const library = fillSyntheticLibrary(db, { files: 250_000, albums: 25_000, plays: 1_000_000 })
    benchIndex(db, report, library)
    db.sqlite.pragma('wal_checkpoint(TRUNCATE)')
    await benchLists(db, reader, report, library)
    await benchFacets(db, reader, report, library)
    await benchPages(reader, report, library)
    await benchSearch(db, reader, report, library)
  } finally {
    await reader.close()
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
