// Writing plays: into a library of 250,000 files with 1,000,000 plays, and into an empty one.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { journal } from '#main/domains/plays/journal.reads.ts'
import { recordPlays, rowKeyOf } from '#main/domains/plays/record-plays.service.ts'
import type { PlaySource, SeenPlay } from '#main/domains/plays/record-plays.service.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { migrate, readMigrations } from '#main/kernel/db/migrate.ts'
import { fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import { seededChance } from '#tests/factories/synthetic-names.ts'
import { percentile } from './report.ts'
import type { Report } from './report.ts'

const time = { dayStartsAt: 0, zoneAt: () => 'Europe/Paris' }
const atOnce = 200
const now = Date.UTC(2026, 10, 20, 18)
const yearMs = 365 * 86_400_000

type Song = { artist: string; title: string; album: string }

function seenPlay(song: Song, startedAt: number): SeenPlay {
  return { ...song, albumArtist: null, recordingMbid: null, startedAt, precisionMs: 1000, zone: null, durationMs: null, heardMs: null, how: 'unknown', isCounted: true, rowKey: rowKeyOf(song, 0), rawJson: null }
}

/** Albums played through, newest first as files have it. */
function drawPlays(count: number, albums: readonly Song[][]): SeenPlay[] {
  const chance = seededChance(3)
  const plays: SeenPlay[] = []
  const stepMs = (15 * yearMs) / count
  for (let at = now; plays.length < count; ) {
    const album = albums[chance.is(0.7) ? chance.favoured(albums.length) : chance.below(albums.length)] ?? []
    for (const song of album) plays.push(seenPlay(song, Math.floor((at -= stepMs * (0.5 + chance.next())) / 1000) * 1000))
  }
  return plays.slice(0, count)
}

function albumsOf(db: WriteDb): Song[][] {
  const rows = db.prepare<[], Song & { albumId: number }>('SELECT tracks.artistText AS artist, tracks.title, albums.title AS album, albumId FROM tracks JOIN albums ON albums.id = albumId').all()
  return [...Map.groupBy(rows, ({ albumId }) => albumId).values()].map((songs) => songs.map(({ artist, title, album }) => ({ artist, title, album })))
}

type Written = { perSecond: number; transactions: number[]; outcomes: Record<string, number> }

function write(db: WriteDb, plays: readonly SeenPlay[], source: PlaySource): Written {
  const transactions: number[] = []
  const outcomes: Record<string, number> = {}
  for (let from = 0; from < plays.length; from += atOnce) {
    const begun = performance.now()
    const recorded = db.transaction(() => recordPlays(db, plays.slice(from, from + atOnce), source, time))
    transactions.push(performance.now() - begun)
    for (const { outcome } of recorded) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  return { perSecond: (plays.length * 1000) / transactions.reduce((sum, ms) => sum + ms, 0), transactions, outcomes }
}

function addRate(report: Report, name: string, { perSecond, transactions, outcomes }: Written, atLeast?: number): void {
  const told = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`).join(', ')
  report.add(`${name} (${told})`, perSecond, 'plays/s', atLeast === undefined ? {} : { target: { atLeast } })
  report.add(`${name}: a transaction of ${atOnce}, 99 of 100 below`, percentile(transactions, 0.99), 'ms', { target: { atMost: 15 } })
}

function benchLarge(db: WriteDb, report: Report): void {
  fillSyntheticLibrary(db, { files: 250_000, albums: 25_000, plays: 1_000_000, now })
  const albums = albumsOf(db)
  const lastfm: PlaySource = { source: 'lastfm-csv', accountId: null, importId: null }
  const plays = drawPlays(100_000, albums)
  addRate(report, 'new plays into 1,000,000', write(db, plays, lastfm), 20_000)
  addRate(report, 'the same rows again', write(db, plays, lastfm))
  addRate(report, 'the same plays as another source has them', write(db, plays.map((play) => ({ ...play, startedAt: play.startedAt + 7_000, heardMs: 200_000 })), { ...lastfm, source: 'spotify-extended' }), 20_000)
  const known = db.prepare<[], Song & { startedAt: number }>(
    `SELECT artistText AS artist, titleName AS title, albumText AS album, play_witnesses.startedAt FROM play_witnesses JOIN heard_texts ON heard_texts.id = heardTextId WHERE source = 'lastfm' ORDER BY play_witnesses.id DESC LIMIT 200`,
  ).all().map((row) => seenPlay(row, row.startedAt))
  const polls = Array.from({ length: 50 }, () => write(db, known, { source: 'lastfm', accountId: null, importId: null }).transactions.reduce((sum, ms) => sum + ms, 0))
  report.add('a poll of 200 known rows, 95 of 100 below', percentile(polls, 0.95), 'ms', { target: { atMost: 5 } })
  const chance = seededChance(5)
  const filter = { counted: 'plays' as const, isUnmatched: false, isDoubtful: false, isDeleted: false }
  const windows = Array.from({ length: 300 }, () => {
    const begun = performance.now()
    journal.run(db, { filter, olderThan: { startedAt: now - chance.below(15 * yearMs), id: 0 }, limit: 60 })
    return performance.now() - begun
  })
  report.add('a window of the journal anywhere, 95 of 100 below', percentile(windows, 0.95), 'ms', { target: { atMost: 5 } })
}

function benchEmpty(db: WriteDb, report: Report): void {
  const albums = Array.from({ length: 2_000 }, (_, album) => Array.from({ length: 11 }, (_each, song) => ({ artist: `Artist ${album % 700}`, title: `Song ${album} ${song}`, album: `Album ${album}` })))
  addRate(report, 'plays into an empty library', write(db, drawPlays(200_000, albums), { source: 'lastfm-csv', accountId: null, importId: null }), 50_000)
}

export function run(report: Report): void {
  for (const bench of [benchEmpty, benchLarge]) {
    const folder = mkdtempSync(join(tmpdir(), 'sillon-bench-'))
    const db = openDatabase({ path: join(folder, 'library.db') })
    try {
      migrate(db, readMigrations('migrations/library'))
      bench(db, report)
    } finally {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
