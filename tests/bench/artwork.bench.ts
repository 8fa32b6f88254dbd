// Artwork: pictures found in files, kept by content, with three small versions and a palette, in a process of its own.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#main/kernel/db/database.ts'
import { migrate, readMigrations } from '#main/kernel/db/migrate.ts'
import { addAlbumFiles, detailedPicture } from '#tests/factories/artwork.ts'
import type { Report } from './report.ts'

const megabyte = 1024 * 1024

type Measured = { perSecond: number; cpuMs: number; rssPeak: number; rssGrowth: number; bytes: number }

/** Albums of ten files, all with the picture in them, as most libraries are. */
async function measure(albums: number, side: number): Promise<Measured> {
  const data = mkdtempSync(join(tmpdir(), 'sillon-bench-'))
  try {
    const db = openDatabase({ path: join(data, 'library.db') })
    migrate(db, readMigrations('migrations/library'))
    let bytes = 0
    for (let album = 0; album < albums; album++) {
      const cover = await detailedPicture(album, side)
      bytes += cover.length
      addAlbumFiles(db, join(data, 'music'), { title: `Album ${album}`, files: Object.fromEntries(Array.from({ length: 10 }, (_, track) => [`Album ${album}/${track}.flac`, [{ data: cover }]])) })
    }
    db.close()
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'tests/fixtures/library/artwork-process.ts', data], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`the artwork run failed: ${stderr}`)
    const { end, ms, cpuMs, rssBefore, rssPeak } = JSON.parse(stdout.split('\n')[1] ?? '') as { end: { result: { covers: number } }; ms: number; cpuMs: number; rssBefore: number; rssPeak: number }
    if (end.result.covers !== albums) throw new Error(`only ${end.result.covers} of ${albums} albums were given their cover`)
    return { perSecond: (albums * 1000) / ms, cpuMs: cpuMs / albums, rssPeak, rssGrowth: rssPeak - rssBefore, bytes: bytes / albums }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

export async function run(report: Report): Promise<void> {
  const usual = await measure(400, 720)
  report.add(`artwork of 400 albums, covers of 720 px and ${Math.round(usual.bytes / 1000)} kB`, usual.perSecond, 'albums/s')
  report.add('processor time of an album', usual.cpuMs, 'ms')
  report.add('peak memory of that process', usual.rssPeak / megabyte, 'MB')
  report.add('of which the artwork worker', usual.rssGrowth / megabyte, 'MB')
  const large = await measure(60, 1800)
  report.add(`artwork of 60 albums, covers of 1,800 px and ${(large.bytes / 1e6).toFixed(1)} MB`, large.perSecond, 'albums/s')
  report.add('processor time of an album with a large cover', large.cpuMs, 'ms')
  report.add('peak memory with large covers', large.rssPeak / megabyte, 'MB')
}
