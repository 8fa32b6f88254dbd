import { realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sillon } from '#tests/factories/command-line.ts'
import { temporaryFolder } from '#tests/factories/library.ts'

/* What docs/api.md promises of plays, tops and figures, field by field. */

const csv = [
  'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid',
  '"1400789483","22 May 2014, 20:11","Low Tide Ministry","","Harbour Arithmetic","","Tidal Gauge",""',
  '"1400875983","23 May 2014, 20:13","Low Tide Ministry","","Harbour Arithmetic","","Soundings",""',
  '"1432325983","22 May 2015, 20:19","Nobody Owned","","","","Unknown Pleasure",""',
].join('\n')

let home = ''
const at = async (...args: string[]) => (await sillon([...args, '--json', '--data', 'data'], { cwd: home })).json

beforeAll(async () => {
  home = realpathSync(temporaryFolder(afterAll))
  writeFileSync(join(home, 'lastfm.csv'), csv)
  await at('import', 'lastfm.csv')
})

test('plays tells every play with what each source said of it', async () => {
  const play = { artist: 'Low Tide Ministry', track: 'Soundings', album: 'Harbour Arithmetic', startedAt: '2014-05-23T20:13:03.000Z' }
  expect(await at('plays', '--from', '2014-05-23', '--to', '2014-05-24')).toEqual({
    total: 1,
    items: [{ id: expect.any(Number), ...play, zone: expect.any(String), durationMs: null, isCounted: true, how: 'unknown', trackId: expect.any(Number), albumId: expect.any(Number), witnesses: [{ source: 'lastfm-csv', ...play, importId: 1 }] }],
  })
  expect(await at('plays', '--limit', '1', '--offset', '1')).toMatchObject({ total: 3, items: [{ track: 'Soundings' }] })
  expect(await at('plays', '--source', 'lastfm-csv', '--to', '2014-05-22T20:11:24Z')).toMatchObject({ total: 1, items: [{ track: 'Tidal Gauge' }] })
  expect(await at('plays', '--source', 'player')).toEqual({ total: 0, items: [] })
})

test('tops count a period, its end left out', async () => {
  const id = expect.any(Number)
  expect(await at('top', 'artists')).toEqual({ items: [{ id, artist: 'Low Tide Ministry', plays: 2, ms: 0 }, { id, artist: 'Nobody Owned', plays: 1, ms: 0 }] })
  expect(await at('top', 'albums', '--to', '2015-01-01')).toEqual({ items: [{ id, artist: 'Low Tide Ministry', album: 'Harbour Arithmetic', plays: 2, ms: 0 }] })
  expect(await at('top', 'tracks', '--from', '2015-01-01', '--limit', '1')).toEqual({ items: [{ id, artist: 'Nobody Owned', album: null, track: 'Unknown Pleasure', plays: 1, ms: 0 }] })
})

test('stats tells the history in figures', async () => {
  expect(await at('stats')).toEqual({
    plays: 3, ms: 0, artists: 2, albums: 1, tracks: 3, firstAt: '2014-05-22T20:11:23.000Z', lastAt: '2015-05-22T20:19:43.000Z',
    perYear: [{ year: 2014, plays: 2, ms: 0 }, { year: 2015, plays: 1, ms: 0 }], streakDays: 2,
  })
})

test('a period that is none is wrong usage', async () => {
  for (const day of ['2026-02-30', 'yesterday', '2026-11-19T25:00:00Z']) expect((await sillon(['plays', '--from', day, '--data', 'data'], { cwd: home })).exitCode).toBe(2)
})
