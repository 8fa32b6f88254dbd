import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ImportCounts, PlayFormat } from '#shared/contract/imports.contract.ts'
import { openTestImports } from '#tests/factories/imports.ts'
import { wrongCounts } from '#tests/factories/plays.ts'

const samples = process.env.SILLON_SAMPLES
const why = '(skipped: SILLON_SAMPLES is not set)'

/** Rows of a file counted by something else than what imports it. */
const countRows = {
  items: (text: string) => (JSON.parse(text) as unknown[]).length,
  lines: (text: string) => text.split('\n').filter((line) => line.trim() !== '').length,
  scrobbles: (text: string) => (JSON.parse(text) as { scrobbles: unknown[] }).scrobbles.length,
  loves: (text: string) => (JSON.parse(text) as { lovedtracks: { track: unknown[] } }).lovedtracks.track.length,
  uncommented: (text: string) => text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')).length,
  // Tracks, and not the entries of playlists, which name no more than their id.
  named: (text: string) => text.split('<key>Track ID</key>').filter((part, index) => index > 0 && part.split('</dict>')[0]?.includes('<key>Name</key>')).length,
}

const files: readonly [string, PlayFormat, (text: string) => number, Partial<ImportCounts>][] = [
  ['exports/spotify-extended/endsong_3.json', 'spotify-extended', countRows.items, { skipped: { podcast: 1 }, rejected: { 'no-title': 220 } }],
  ['exports/koito/Streaming_History_Audio_spotify_import_test.json', 'spotify-extended', countRows.items, { rejected: {} }],
  ['exports/listenbrainz-testdata/spotify_streaming_2023.json', 'spotify-extended', countRows.items, { rejected: {} }],
  ['exports/spotify-account-data/StreamingHistory1.json', 'spotify-account', countRows.items, { rejected: {} }],
  ['exports/listenbrainz-testdata/listenbrainz_listens.jsonl', 'listenbrainz', countRows.lines, { added: 2 }],
  ['exports/listenbrainz-testdata/panoscrobbler.jsonl', 'pano-jsonl', countRows.lines, { added: 2 }],
  ['exports/listenbrainz-testdata/maloja.json', 'maloja', countRows.scrobbles, { added: 2 }],
  ['exports/koito/maloja_import_test.json', 'maloja', countRows.scrobbles, { rejected: {} }],
  ['exports/listenbrainz-testdata/librefm.csv', 'librefm-csv', (text) => countRows.lines(text) - 4, { added: 3 }],
  ['exports/listenbrainz-testdata/librefm_loved_tracks_1.json', 'librefm-loved', countRows.loves, { added: 0, loves: 3, skipped: { loved: 3 } }],
  ['exports/listenbrainz-testdata/librefm_loved_tracks_2.json', 'librefm-loved', countRows.loves, { added: 0, loves: 3, skipped: { loved: 3 } }],
  ['exports/listenbrainz-testdata/.scrobbler.log', 'rockbox', countRows.uncommented, { added: 3, rejected: { 'no-artist': 1 } }],
  ['exports/rockbox/scrobbler-bom-no-header.log', 'rockbox', countRows.uncommented, { added: 248 }],
  ['exports/itunes/beets-itunes_library_unix.xml', 'itunes-xml', countRows.named, { added: 2, skipped: { 'never-played': 1 } }],
  ['exports/itunes/navidrome-itunes-library.xml', 'itunes-xml', countRows.named, { added: 0 }],
]

function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

function accountedFor({ added, attached, duplicates, skipped, rejected }: ImportCounts): number {
  return added + attached + duplicates + sumOf(skipped) + sumOf(rejected)
}

test.skipIf(!samples)(`every row of every real export is accounted for; all of them again add nothing, and taken back they are gone ${samples ? '' : why}`, async () => {
  const { look, take, count, undo, db } = openTestImports()
  const importIds: number[] = []
  let rows = 0
  for (const [name, format, rowsIn, wanted] of files) {
    const path = join(samples ?? '', name)
    const before = count('listening_history')
    const { report, importId } = await take([path])
    importIds.push(importId)
    rows += report.counts.rows
    expect({ name, files: report.files }).toMatchObject({ name, files: [{ format, problem: null }] })
    const inFile = rowsIn(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
    expect({ name, accountedFor: accountedFor(report.counts), ...report.counts }).toMatchObject({ name, added: count('listening_history') - before, ...wanted, rows: inFile, accountedFor: inFile })
  }
  expect(JSON.stringify(db.prepare('SELECT rawJson FROM play_witnesses').pluck().all())).not.toMatch(/ip_addr|conn_country/)
  expect(wrongCounts(db)).toEqual([])

  const again = await take(files.map(([name]) => join(samples ?? '', name)))
  expect(again.report.counts).toMatchObject({ rows, added: 0, attached: 0, loves: 0 })
  expect(accountedFor(again.report.counts)).toBe(rows)
  for (const importId of importIds) await undo(importId)
  expect(count('listening_history')).toBe(0)
  expect(wrongCounts(db)).toEqual([])
  const [first] = files
  const path = join(samples ?? '', first?.[0] ?? '')
  expect((await look([path]))?.counts).toEqual((await take([path])).report.counts)
}, 120_000)

test.skipIf(!samples)(`a ListenBrainz zip is read in place ${samples ? '' : why}`, async () => {
  const { take } = openTestImports()
  const path = join(samples ?? '', 'exports/koito/listenbrainz_shoko1_123456789.zip')
  expect((await take([path])).report).toMatchObject({ counts: { rows: 19, added: 19 }, files: [{ path: 'listenbrainz_shoko1_123456789.zip/listens/2025/1.jsonl', format: 'listenbrainz' }] })
  expect((await take([path])).report.counts).toMatchObject({ rows: 19, added: 0, duplicates: 19 })
})
