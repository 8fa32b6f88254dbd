import { expect, test } from 'vitest'
import { openTestImports } from '#tests/factories/imports.ts'
import { wrongCounts } from '#tests/factories/plays.ts'

const csv = ['Slow Tide,Harbour,Gauge,22 May 2014 20:11', 'Slow Tide,Harbour,"Ebb, Flow",22 May 2014 20:15', 'Slow Tide,Harbour,Gauge,22 May 2014 20:19'].join('\n')

test('an import can be looked at first, done, done again for nothing, and taken back', async () => {
  const { imports, file, count, heard, look, take, undo, db } = openTestImports()
  const paths = [file('scrobbles.csv', csv)]
  const wanted = { rows: 3, added: 3, attached: 0, duplicates: 0 }
  expect(await look(paths)).toMatchObject({ counts: wanted, files: [{ path: 'scrobbles.csv', format: 'lastfm-csv' }], needsZone: false })
  expect(count('listening_history')).toBe(0)

  const { importId, report } = await take(paths)
  expect(report).toMatchObject({ counts: wanted, firstAt: Date.UTC(2014, 4, 22, 20, 11), lastAt: Date.UTC(2014, 4, 22, 20, 19) })
  expect(report.samples.map(({ outcome, title }) => `${outcome} ${title}`)).toEqual(['added Gauge', 'added Ebb, Flow', 'added Gauge'])
  expect(imports.get(importId)).toMatchObject({ state: 'done', name: 'scrobbles.csv' })
  expect(heard.map(({ type }) => type)).toEqual(expect.arrayContaining(['imports.changed', 'plays.changed', 'library.changed']))
  expect(wrongCounts(db)).toEqual([])

  expect(await look(paths)).toMatchObject({ counts: { rows: 3, added: 0, duplicates: 3 } })
  expect((await take(paths)).report.counts).toMatchObject({ rows: 3, added: 0, attached: 0, duplicates: 3 })

  expect(await undo(importId)).toEqual({ removed: 3 })
  expect(count('listening_history')).toBe(0)
  expect(count('import_files')).toBe(0)
  expect(wrongCounts(db)).toEqual([])
  expect(imports.list().map(({ state }) => state)).toEqual(['done', 'undone'])
  expect(() => imports.undo(importId)).toThrow(/taken back already/)
})

test('what another source saw too stays when an import is taken back, in the words of the other', async () => {
  const { file, take, undo, db } = openTestImports()
  await take([file('lastfm.csv', 'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"1400789483","22 May 2014, 20:11","TEEN","","In Limbo","","Roses & Wine",""\n')])
  const spotify = await take([file('spotify.json', JSON.stringify([{ ts: '2014-05-22T20:15:00Z', ms_played: 212_000, master_metadata_track_name: 'Roses & Wine', master_metadata_album_artist_name: 'Teen', master_metadata_album_album_name: 'In Limbo (Deluxe)' }]))])
  expect(spotify.report.counts).toMatchObject({ added: 0, attached: 1 })
  expect(db.prepare('SELECT heardMs, how FROM listening_history').all()).toEqual([{ heardMs: 212_000, how: 'stream' }])
  expect(await undo(spotify.importId)).toEqual({ removed: 0 })
  expect(db.prepare('SELECT heardMs, how, startedAt FROM listening_history').all()).toEqual([{ heardMs: null, how: 'unknown', startedAt: 1_400_789_483_000 }])
  expect(wrongCounts(db)).toEqual([])
})

test('loves of a file set what was not loved, and taking them back leaves what was loved before', async () => {
  const { file, take, undo, db } = openTestImports()
  const track = (name: string, uts: string) => ({ name, mbid: '', date: { uts }, artist: { name: 'Aeter' } })
  const loved = (...names: string[]): string => JSON.stringify({ lovedtracks: { track: names.map((name) => track(name, '1771083596')) } })
  await take([file('one.json', loved('Old Love'))])
  const second = await take([file('two.json', loved('Old Love', 'New Love'))])
  expect(second.report.counts).toMatchObject({ rows: 2, added: 0, skipped: { loved: 2 }, loves: 1 })
  const listed = (): unknown => db.prepare("SELECT title FROM tracks WHERE lovedAt = 1771083596000 ORDER BY title").pluck().all()
  expect(listed()).toEqual(['New Love', 'Old Love'])
  await undo(second.importId)
  expect(listed()).toEqual(['Old Love'])
})

test('what iTunes only counted is kept as a number, and no dates are made up for it', async () => {
  const { file, take, undo, db, count } = openTestImports()
  const library = (plays: number, at: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>Application Version</key><string>12.1</string><key>Tracks</key><dict>
<key>1</key><dict><key>Name</key><string>Q &amp; A &#233;</string><key>Artist</key><string>Slow Tide</string><key>Total Time</key><integer>200000</integer><key>Play Count</key><integer>${plays}</integer><key>Play Date UTC</key><date>${at}</date></dict>
<key>2</key><dict><key>Name</key><string>Never</string><key>Artist</key><string>Slow Tide</string></dict>
<key>3</key><dict><key>Name</key><string>Undated</string><key>Artist</key><string>Slow Tide</string><key>Play Count</key><integer>4</integer><key>Loved</key><true/></dict>
</dict><key>Playlists</key><array><dict><key>Name</key><string>Not a track</string></dict></array></dict></plist>`
  const { report, importId } = await take([file('Library.xml', library(31, '2015-05-04T12:20:51Z'))])
  expect(report.counts).toMatchObject({ rows: 3, added: 1, skipped: { 'never-played': 1, 'only-counted': 1 }, figures: 34, loves: 1 })
  expect(db.prepare('SELECT startedAt FROM listening_history').pluck().all()).toEqual([Date.UTC(2015, 4, 4, 12, 20, 51) - 200_000])
  await take([file('Later.xml', library(33, '2016-05-04T12:20:51Z'))])
  expect(db.prepare('SELECT titleText, total FROM play_figures ORDER BY titleText').all()).toEqual([{ titleText: 'Q & A é', total: 33 }, { titleText: 'Undated', total: 4 }])
  await undo(importId)
  expect(count('listening_history')).toBe(1)
})

test('a clock time without a zone is read in the zone that was given, and the report says that one is wanted', async () => {
  const log = ['#AUDIOSCROBBLER/1.1', '#TZ/UNKNOWN', '#CLIENT/Rockbox', 'Slow Tide\tHarbour\tGauge\t1\t259\tL\t1577836800\t'].join('\n')
  const { file, look, take } = openTestImports()
  const path = file('player.log', log)
  expect(await look([path])).toMatchObject({ needsZone: true, firstAt: 1_577_836_800_000 })
  expect((await take([path], { zone: 'America/New_York' })).report.firstAt).toBe(1_577_836_800_000 + 5 * 3_600_000)
  await expect(take([path], { zone: 'Mars/Olympus' })).rejects.toThrow(/not a time zone/)
})

test('a path that leads nowhere is refused at once, and a file of something else is said to hold nothing', async () => {
  const { file, take, paths, imports } = openTestImports()
  await expect(take([`${paths.data}/nowhere.csv`])).rejects.toMatchObject({ code: 'not-found' })
  expect(imports.list()).toEqual([])
  const { report, importId } = await take([file('letter.txt', 'Dear diary, nothing was played today.')])
  expect(report).toMatchObject({ counts: { rows: 0 }, files: [{ path: 'letter.txt', format: null, problem: null }] })
  expect(imports.get(importId).state).toBe('failed')
})
