// Scanning: a first scan and an unchanged one beside a music player daemon's and a plain loop over the same files, and what
// the host feels meanwhile. Everything runs in the built host, with its workers, as a person has it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseFile } from 'music-metadata'
import { openDatabase } from '#main/kernel/db/database.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { migrate, readMigrations } from '#main/kernel/db/migrate.ts'
import { startHost } from '../e2e/harness.ts'
import type { Host } from '../e2e/harness.ts'
import type { Report } from './report.ts'
import { writeCorpus, writeTinyCorpus } from './scan/corpus.ts'
import type { Corpus } from './scan/corpus.ts'
import { hasMpd, startMpd } from './scan/mpd.ts'

const ordinary = { files: 5_000, albums: 400 }
const manyFiles = 250_000
const megabyte = 1024 * 1024
const looped = 300

type Scanned = { files: number; added: number; unchanged: number; durationMs: number; artworkMs: number; albums: number; covers: number; peakRss: number; late: { p99: number; max: number } }
type JobRow = { state: string; resultJson: string | null; startedAt: number; endedAt: number; toldJson: string | null }

function makeDataFolder(folder: string, music: string): string {
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const db = openDatabase({ path: join(data, 'library.db') })
  migrate(db, readMigrations('migrations/library'))
  // Watching a folder this size has a cost of its own, which is not what is measured here.
  db.prepare<[string], never>('INSERT INTO library_folders (path, addedAt, isWatched) VALUES (?, 1, 0)').run(music)
  db.close()
  return data
}

function enqueueScan(db: WriteDb): number {
  const now = Date.now()
  const insert = "INSERT INTO jobs (type, payloadJson, lane, state, runAfter, createdAt) VALUES ('library.scan', '{\"folderIds\":[1],\"isFull\":false}', 'library', 'queued', ?, ?)"
  return Number(db.prepare<[number, number], never>(insert).run(now, now).lastInsertRowid)
}

async function jobEnded(db: WriteDb, where: string): Promise<JobRow> {
  for (;;) {
    const row = db.prepare<[], JobRow>(`SELECT state, resultJson, startedAt, endedAt, toldJson FROM jobs WHERE ${where} ORDER BY id DESC LIMIT 1`).get()
    if (row && row.state !== 'queued' && row.state !== 'running') {
      if (row.state !== 'done') throw new Error(`a job ended as ${row.state}: ${row.toldJson}`)
      return row
    }
    await wait(20)
  }
}

/** The most memory a process had so far, with all its threads. */
function peakRssOf(host: Host): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${host.process.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1024
}

function makeToken(data: string): string {
  const { stdout } = spawnSync(process.execPath, ['dist/main/cli/cli.js', 'token', 'create', 'bench', '--data', data, '--json'], { encoding: 'utf8' })
  return (JSON.parse(stdout) as { token: string }).token
}

/** How late the main thread was since the host started, in milliseconds. */
async function lateness(host: Host, token: string): Promise<{ p99: number; max: number }> {
  const text = await (await fetch(`${host.origin}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text()
  const late = (quantile: string): number => Number(new RegExp(`sillon_event_loop_delay_seconds\\{quantile="${quantile}"\\} (\\S+)`).exec(text)?.[1]) * 1000
  return { p99: late('0.99'), max: late('1') }
}

/** Starts the host on a data folder with a scan that waits, and lets it end, its covers included where they are wanted. */
async function scanInHost(data: string, wantsArtwork: boolean): Promise<Scanned> {
  const token = makeToken(data)
  const db = openDatabase({ path: join(data, 'library.db') })
  const id = enqueueScan(db)
  const host = await startHost({ data })
  try {
    const { resultJson } = await jobEnded(db, `id = ${id}`)
    const late = await lateness(host, token)
    const artwork = wantsArtwork ? await jobEnded(db, "type = 'library.artwork'") : undefined
    const peakRss = peakRssOf(host)
    const result = JSON.parse(resultJson ?? '') as Pick<Scanned, 'files' | 'added' | 'unchanged' | 'durationMs'>
    const found = JSON.parse(artwork?.resultJson ?? '{"albums":0,"covers":0}') as Pick<Scanned, 'albums' | 'covers'>
    return { ...result, ...found, artworkMs: artwork ? artwork.endedAt - artwork.startedAt : 0, peakRss, late }
  } finally {
    db.close()
    host.process.kill('SIGTERM')
    await new Promise((resolve) => host.process.once('exit', resolve))
  }
}

/** What a plain program does: one file after another, pictures and all. */
async function loopPerSecond(corpus: Corpus): Promise<number> {
  const paths = readdirSync(corpus.folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path))
  // A part of the files, as many of each format, tells as much.
  const some = paths.filter((_, index) => index % Math.floor(paths.length / looped) === 0)
  const started = performance.now()
  for (const path of some) await parseFile(join(corpus.folder, path), { duration: true })
  return (some.length * 1000) / (performance.now() - started)
}

async function measureOrdinary(report: Report, folder: string): Promise<void> {
  const ffmpegPath = spawnSync('ffmpeg', ['-version']).status === 0 ? 'ffmpeg' : null
  if (ffmpegPath === null) report.skip('opus and m4a in the first scan', 'ffmpeg, which makes those files, was not found')
  const corpus = await writeCorpus(join(folder, 'music'), { ...ordinary, ffmpegPath })
  const what = `first scan of ${corpus.files} files with covers (${corpus.formats.join(', ')}) to playable`
  const loop = await loopPerSecond(corpus)
  let mpd: number | undefined
  if (hasMpd()) {
    const daemon = await startMpd(corpus.folder, join(folder, 'mpd'))
    const times = [await daemon.rescan(), await daemon.rescan()]
    mpd = (corpus.files * 1000) / Math.min(...times)
    await daemon.close()
  }
  const data = makeDataFolder(folder, corpus.folder)
  const first = await scanInHost(data, true)
  if (first.added !== corpus.files) throw new Error(`only ${first.added} of ${corpus.files} files were added`)
  const perSecond = (first.files * 1000) / first.durationMs
  if (mpd === undefined) report.skip(`${what}, beside mpd`, 'mpd was not found')
  else report.add(what, perSecond, 'files/s', { baseline: { name: "mpd's rescan, tags only", value: mpd }, target: { ratioAtLeast: 1 } })
  report.add(what, perSecond, 'files/s', { baseline: { name: 'music-metadata, one file after another, with covers', value: loop }, target: { ratioAtLeast: 8 } })
  report.add('artwork beside and after that scan', (first.albums * 1000) / first.artworkMs, 'albums/s')
  const again = await scanInHost(data, false)
  report.add('unchanged rescan of the same files', (again.files * 1000) / again.durationMs, 'files/s')
}

async function measureMany(report: Report, folder: string): Promise<void> {
  const corpus = await writeTinyCorpus(join(folder, 'music'), manyFiles)
  let mpd: number | undefined
  if (hasMpd()) {
    const daemon = await startMpd(corpus.folder, join(folder, 'mpd'))
    await daemon.update()
    mpd = (corpus.files * 1000) / Math.min(await daemon.update(), await daemon.update(), await daemon.update())
    await daemon.close()
  }
  const data = makeDataFolder(folder, corpus.folder)
  const first = await scanInHost(data, false)
  if (first.added !== corpus.files) throw new Error(`only ${first.added} of ${corpus.files} files were added`)
  report.add(`first scan of ${corpus.files} tiny files to playable`, (first.files * 1000) / first.durationMs, 'files/s')
  report.add('peak memory of the host with its workers, meanwhile', first.peakRss / megabyte, 'MB', { target: { atMost: 400 } })
  report.add('main thread late during that scan, p99', first.late.p99, 'ms', { target: { atMost: 20 } })
  report.add('main thread late during that scan, at most', first.late.max, 'ms', { target: { atMost: 100 } })
  const rescans = [await scanInHost(data, false), await scanInHost(data, false), await scanInHost(data, false)]
  const best = Math.max(...rescans.map(({ files, durationMs }) => (files * 1000) / durationMs))
  if (mpd === undefined) {
    report.skip('unchanged rescan beside mpd', 'mpd was not found')
    report.add(`unchanged rescan of ${corpus.files} files`, best, 'files/s')
  } else {
    report.add(`unchanged rescan of ${corpus.files} files`, best, 'files/s', { baseline: { name: "mpd's update", value: mpd }, target: { ratioAtLeast: 0.5 } })
  }
  report.add('peak memory of an unchanged rescan', Math.max(...rescans.map(({ peakRss }) => peakRss)) / megabyte, 'MB')
}

export async function run(report: Report): Promise<void> {
  for (const measure of [measureOrdinary, measureMany]) {
    const folder = mkdtempSync(join(tmpdir(), 'sillon-bench-'))
    try {
      await measure(report, folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
