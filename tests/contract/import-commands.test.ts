import { realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sillon } from '#tests/factories/command-line.ts'
import { temporaryFolder } from '#tests/factories/library.ts'
import { writeMusicFolder } from '#tests/factories/music-folder.ts'

/* What docs/api.md promises of imports and exports of plays, field by field. */

const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const durationMs = expect.any(Number)
const csv = [
  'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid',
  '"1400789483","22 May 2014, 20:11","Low Tide Ministry","","Harbour Arithmetic","","Tidal Gauge",""',
  '"1400789983","22 May 2014, 20:19","Nobody Owned","","","","Unknown Pleasure",""',
  '"","","Nobody Owned","","","","Unknown Pleasure",""',
].join('\n')
const spotify = JSON.stringify([
  { ts: '2014-05-22T20:14:56Z', ms_played: 210_000, master_metadata_track_name: 'Tidal Gauge', master_metadata_album_artist_name: 'Low Tide Ministry' },
  { ts: '2014-05-23T20:12:56Z', ms_played: 60_000, episode_name: 'Pilot', episode_show_name: 'Talk' },
])

let home = ''
const at = (data: string, ...args: string[]) => sillon([...args, '--json', '--data', data], { cwd: home })

beforeAll(async () => {
  home = realpathSync(temporaryFolder(afterAll))
  await writeMusicFolder(join(home, 'music'))
  writeFileSync(join(home, 'lastfm.csv'), csv)
  writeFileSync(join(home, 'spotify.json'), spotify)
  await at('data', 'scan', 'music')
})

test('import, imports and imports undo tell what became of every row', async () => {
  const counts = { rows: 3, added: 2, attached: 0, duplicates: 0, skipped: {}, rejected: { 'no-date': 1 }, matched: 1 }
  const dry = await at('data', 'import', 'lastfm.csv', '--dry-run')
  expect(dry).toMatchObject({ exitCode: 0, json: { importId: null, ...counts, durationMs } })
  expect((await at('data', 'imports')).json).toEqual({ total: 0, items: [] })

  expect((await at('data', 'import', 'lastfm.csv', '--format', 'lastfm-csv')).json).toEqual({ importId: 1, ...counts, durationMs })
  expect((await at('data', 'import', 'spotify.json', 'lastfm.csv')).json).toEqual({ importId: 2, rows: 5, added: 0, attached: 1, duplicates: 2, skipped: { podcast: 1 }, rejected: { 'no-date': 1 }, matched: 0, durationMs })
  expect((await at('data', 'imports', '--limit', '1')).json).toEqual({
    total: 2,
    items: [{ id: 2, name: 'spotify.json + 1', state: 'done', rows: 5, added: 0, attached: 1, duplicates: 2, skipped: { podcast: 1 }, rejected: { 'no-date': 1 }, matched: 0, loves: 0, figures: 0, startedAt: moment, endedAt: moment, undoneAt: null }],
  })
  // The play that Spotify saw too stays.
  expect((await at('data', 'imports', 'undo', '1')).json).toEqual({ removed: 1 })
  expect((await at('data', 'imports', 'undo', '2')).json).toEqual({ removed: 1 })
  expect((await at('data', 'imports', 'undo', '2')).json).toMatchObject({ error: { code: 'conflict' } })
})

test('what cannot be imported is said with its exit code', async () => {
  writeFileSync(join(home, 'letter.txt'), 'Dear diary')
  expect(await at('wrong', 'import', 'letter.txt')).toMatchObject({ exitCode: 1, json: { error: { code: 'unsupported' } } })
  expect(await at('wrong', 'import', 'nowhere.csv')).toMatchObject({ exitCode: 1, json: { error: { code: 'not-found' } } })
  expect(await at('wrong', 'import')).toMatchObject({ exitCode: 2 })
  expect(await at('wrong', 'import', 'lastfm.csv', '--format', 'cassette')).toMatchObject({ exitCode: 2 })
  expect(await at('wrong', 'import', 'lastfm.csv', '--zone', 'Mars/Olympus')).toMatchObject({ exitCode: 2 })
  expect(await at('wrong', 'imports', 'undo', '99')).toMatchObject({ exitCode: 1, json: { error: { code: 'not-found' } } })
  expect((await sillon(['export', 'plays', '--format', 'cassette', '--data', 'wrong'], { cwd: home })).exitCode).toBe(2)
})

test.each(['listenbrainz', 'csv', 'jsonl'])('export plays writes the file on stdout, and importing %s gives the same plays', async (format) => {
  const [from, to] = [`from-${format}`, `to-${format}`]
  await at(from, 'import', 'lastfm.csv', 'spotify.json')
  const exported = async (data: string): Promise<string> => (await sillon(['export', 'plays', '--format', format, '--data', data], { cwd: home })).stdout
  const text = await exported(from)
  writeFileSync(join(home, `plays.${format}`), text)
  expect((await at(to, 'import', `plays.${format}`)).json).toMatchObject({ rows: 2, added: 2 })
  expect(await exported(to)).toBe(text)
})
