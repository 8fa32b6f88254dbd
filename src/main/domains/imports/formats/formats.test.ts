import { expect, test } from 'vitest'
import { importOptionsSchema } from '#shared/contract/imports.contract.ts'
import type { ImportOptions } from '#shared/contract/imports.contract.ts'
import type { FileRow, ToldPlay } from './file-row.ts'
import { recognise } from './formats.ts'

/** Reads a text in pieces of a size; recognised by its beginning. */
function read(text: string, { size = 7, zone = 'UTC', ...options }: Partial<ImportOptions> & { size?: number; zone?: string } = {}) {
  const rows: FileRow[] = []
  let needsZone = false
  const format = recognise(text)
  const reader = format?.open({
    options: importOptionsSchema.parse(options),
    zone,
    askForZone: () => {
      needsZone = true
    },
    take: (row) => rows.push(row),
  })
  for (let from = 0; from < text.length; from += size) reader?.push(text.slice(from, from + size))
  reader?.end()
  const plays = rows.flatMap(({ outcome }): ToldPlay[] => (outcome.kind === 'play' ? [outcome.play] : []))
  return { format: format?.name, rows, plays, needsZone, reasons: rows.flatMap(({ outcome }) => (outcome.kind === 'play' ? [] : [outcome.reason])) }
}

const gauge = { artist: 'Slow Tide', title: 'Gauge', album: 'Harbour' }
const at = Date.UTC(2014, 4, 22, 20, 11)

test.each([
  ['lastfm-to-csv', 'Slow Tide,Harbour,Gauge,22 May 2014 20:11\n', 60_000],
  ['lastfm-to-csv, the date as the API writes it', 'Slow Tide,Harbour,Gauge,22 May 2014, 20:11\n', 60_000],
  ['lastfm-to-csv, quoted', '"Slow Tide","Harbour","Gauge","22 May 2014 20:11"\r\n', 60_000],
  ['ghan', 'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"1400789460","22 May 2014, 20:11","Slow Tide","","Harbour","","Gauge",""\n', 1000],
  ['lastfmstats.com', 'Artist;Album;AlbumId;Track;Date#someone\n"Slow Tide";"Harbour";"x";"Gauge";"1400789460000"\n', 1000],
  ['lastexport', '1400789460\tGauge\tSlow Tide\tHarbour\t\t\t\n', 1000],
  ['a header of other names', 'Timestamp,Song,Performer,Artist Name,Album Name\n2014-05-22 20:11:00Z,Gauge,x,Slow Tide,Harbour\n', 1000],
])('Last.fm as CSV: %s', (_name, text, precisionMs) => {
  for (const size of [1, 13, 1000]) expect(read(text, { size })).toMatchObject({ format: 'lastfm-csv', needsZone: false, plays: [{ ...gauge, startedAt: at, precisionMs }] })
})

test('a CSV whose clock carries no zone is read in the one that is given', () => {
  const text = 'artist,track,album,played at\nSlow Tide,Gauge,Harbour,2014-05-22 20:11\n'
  expect(read(text, { zone: 'Europe/Paris' })).toMatchObject({ needsZone: true, plays: [{ startedAt: at - 2 * 3_600_000, precisionMs: 60_000 }] })
})

test('CSV rows without a date, a title or an artist are told apart', () => {
  const text = 'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"","","A","","","","B",""\n"1400789460","","","","","","B",""\n"1400789460","","A","","","","",""\n"1","","A","","","","B",""\n'
  expect(read(text).reasons).toEqual(['no-date', 'no-artist', 'no-title', 'impossible-date'])
})

test('Last.fm as JSON: pages, a page of one, and the track that plays now', () => {
  const track = (uts: string) => ({ artist: { '#text': 'Slow Tide', mbid: '' }, name: 'Gauge', album: { '#text': 'Harbour' }, date: { uts, '#text': 'x' } })
  const now = { artist: { name: 'Slow Tide' }, name: 'Gauge', album: { '#text': '' }, '@attr': { nowplaying: 'true' } }
  const text = JSON.stringify([{ track: [now, track('1400789460')] }, { track: track('1400789000') }])
  for (const size of [1, 50, 10_000]) expect(read(text, { size })).toMatchObject({ format: 'lastfm-json', reasons: ['now-playing'], plays: [{ ...gauge, startedAt: at }, { startedAt: 1_400_789_000_000 }] })
  expect(read(JSON.stringify({ recenttracks: { track: [track('1400789460')], '@attr': {} } })).plays).toHaveLength(1)
  expect(read(JSON.stringify({ username: 'x', scrobbles: [{ track: 'Gauge', artist: 'Slow Tide', album: 'Harbour', albumId: '', date: 1_400_789_460_000 }] }))).toMatchObject({ format: 'lastfm-json', plays: [{ ...gauge, startedAt: at }] })
})

test('Libre.fm as CSV, also where it was written in UTF-7', () => {
  const text = '+ACM- Data export from Libre.fm,,,\n+ACM- 2025+AC0-07+AC0-23,,,\nArtist,Track,Album,Time\nSlow Tide,Gauge +- R+AOk-vision,"Harbour, or +AC0-",1400789460\nA+B,1+1-2,,1400789461\n'
  expect(read(text)).toMatchObject({ format: 'librefm-csv', plays: [{ title: 'Gauge + Révision', album: 'Harbour, or -', startedAt: at }, { artist: 'A+B', title: '1+1-2' }] })
})

const spotify = { ts: '2014-05-22T20:15:00Z', ms_played: 240_000, ip_addr: '192.0.2.1', conn_country: 'FR', master_metadata_track_name: 'Gauge', master_metadata_album_artist_name: 'Slow Tide', master_metadata_album_album_name: 'Harbour', spotify_track_uri: 'spotify:track:1' }

test('Spotify stamps the end; addresses are not kept', () => {
  const { format, plays } = read(JSON.stringify([spotify]))
  expect(format).toBe('spotify-extended')
  expect(plays).toMatchObject([{ ...gauge, startedAt: at, heardMs: 240_000, how: 'stream', isCounted: true }])
  expect(JSON.stringify(plays)).not.toMatch(/192\.0\.2\.1|FR/)
})

test('what Spotify played offline is taken at its own time, in seconds or milliseconds', () => {
  const offline = { ...spotify, ts: '2015-01-01T00:00:00Z', offline: true }
  for (const offline_timestamp of [at / 1000, at]) expect(read(JSON.stringify([{ ...offline, offline_timestamp }])).plays).toMatchObject([{ startedAt: at }])
  expect(read(JSON.stringify([{ ...spotify, offline: false, offline_timestamp: 1_000_000_000 }])).plays).toMatchObject([{ startedAt: at }])
  expect(read(JSON.stringify([{ ...spotify, offline: null, offline_timestamp: null }])).plays).toMatchObject([{ startedAt: at }])
})

test('skips, private sessions and podcasts of Spotify are taken or left by choice', () => {
  const episode = { ...spotify, master_metadata_track_name: null, master_metadata_album_artist_name: null, episode_name: 'Pilot', episode_show_name: 'Talk' }
  const text = JSON.stringify([{ ...spotify, ms_played: 4_000, skipped: true }, { ...spotify, incognito_mode: true }, episode, { ...spotify, master_metadata_track_name: null }])
  expect(read(text)).toMatchObject({ plays: [{ isCounted: false, heardMs: 4_000 }], reasons: ['private-session', 'podcast', 'no-title'] })
  expect(read(text, { takesSkips: false, takesPrivate: true, takesPodcasts: true })).toMatchObject({ plays: [{ title: 'Gauge', isCounted: true }, { title: 'Pilot', artist: 'Talk' }], reasons: ['skipped-track', 'no-title'] })
})

test('the short history of Spotify knows minutes of the end', () => {
  const text = JSON.stringify([{ endTime: '2014-05-22 20:15', artistName: 'Slow Tide', trackName: 'Gauge', msPlayed: 240_000 }, { endTime: '2014-05-22 20:15', podcastName: 'Talk', episodeName: 'Pilot', msPlayed: 240_000 }])
  expect(read(text, { zone: 'Europe/Paris' })).toMatchObject({ format: 'spotify-account', needsZone: false, plays: [{ startedAt: at, precisionMs: 60_000, album: null }], reasons: ['podcast'] })
})

test('ListenBrainz: lines of today, the array of before, loves and pins', () => {
  const listen = { listened_at: at / 1000, track_metadata: { artist_name: 'Slow Tide', track_name: 'Gauge', release_name: 'Harbour', mbid_mapping: null, additional_info: { duration_ms: 240_000, music_service: 'spotify.com' } } }
  const love = { score: 1, created: 1, track_metadata: { artist_name: 'Slow Tide', track_name: 'Gauge' } }
  const play = { ...gauge, startedAt: at, durationMs: 240_000, how: 'stream' }
  expect(read([listen, love, { ...love, score: -1 }, { ...love, score: undefined, pinned_until: 5 }].map((row) => JSON.stringify(row)).join('\n'))).toMatchObject({ format: 'listenbrainz', plays: [play], reasons: ['loved', 'not-a-play', 'not-a-play'] })
  for (const told of [{ listen_type: 'import', payload: [listen, listen] }, { payload: { count: 2, listens: [listen, listen] } }]) for (const indent of [0, 2]) expect(read(JSON.stringify(told, null, indent)).plays).toMatchObject([play, play])
  expect(read(JSON.stringify([listen, listen], null, 2))).toMatchObject({ format: 'listenbrainz', plays: [play, play] })
})

test('Pano Scrobbler, Maloja and Koito', () => {
  const pano = [{ timeMs: at, artist: 'Slow Tide', track: 'Gauge', album: 'Harbour', durationMs: 240_000, event: 'scrobble' }, { timeMs: at, artist: 'Slow Tide', track: 'Gauge', event: 'love' }]
  expect(read(pano.map((row) => JSON.stringify(row)).join('\n'))).toMatchObject({ format: 'pano-jsonl', plays: [{ ...gauge, startedAt: at, durationMs: 240_000 }], reasons: ['loved'] })
  const maloja = { maloja: { export_time: 1 }, scrobbles: [{ time: at / 1000, duration: 200, track: { artists: ['Slow Tide', 'Guest'], title: 'Gauge', length: 240, album: { albumtitle: 'Harbour', artists: ['Slow Tide'] } } }] }
  expect(read(JSON.stringify(maloja, null, 2))).toMatchObject({ format: 'maloja', plays: [{ artist: 'Slow Tide, Guest', album: 'Harbour', startedAt: at, durationMs: 240_000, heardMs: 200_000 }] })
  const aliases = (alias: string) => [{ alias: 'other', is_primary: false }, { alias, is_primary: true }]
  const koito = { version: '1', exported_at: 'x', user: 'u', listens: [{ listened_at: new Date(at).toISOString(), track: { mbid: null, duration: 240, aliases: aliases('Gauge') }, album: { aliases: aliases('Harbour') }, artists: [{ is_primary: false, aliases: aliases('Guest') }, { is_primary: true, aliases: aliases('Slow Tide') }] }] }
  expect(read(JSON.stringify(koito))).toMatchObject({ format: 'koito', plays: [{ artist: 'Slow Tide, Guest', title: 'Gauge', startedAt: at, durationMs: 240_000 }] })
})

test('Rockbox: zones, skips, untagged files and clocks that were never set', () => {
  const line = (artist: string, rating: string, time: number) => `${artist}\tHarbour\tGauge\t1\t240\t${rating}\t${time}\t`
  const body = [line('Slow Tide', 'L', at / 1000), line('Slow Tide', 'S', at / 1000), line('<Untagged>', 'L', at / 1000), line('Slow Tide', 'L', 12_000)].join('\n')
  const utc = read(`#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/x\n${body}`, { zone: 'Europe/Paris' })
  expect(utc).toMatchObject({ format: 'rockbox', needsZone: false, plays: [{ ...gauge, startedAt: at, isCounted: true }, { isCounted: false }], reasons: ['no-artist', 'no-date'] })
  expect(read(`#AUDIOSCROBBLER/1.1\n#TZ/UNKNOWN\n${body}`, { zone: 'Europe/Paris' })).toMatchObject({ needsZone: true, plays: [{ startedAt: at - 2 * 3_600_000 }, {}] })
  expect(read(body)).toMatchObject({ format: 'rockbox', needsZone: true, plays: [{}, {}] })
})

test('what is none of these is not recognised', () => {
  for (const text of ['', 'Dear diary', '{"a":1}', '[1,2]', 'a,b,c\n1,2,3\n', 'Catalog#,Artist,Title,Label\nX,Y,Z,W\n', '<rss></rss>', '[{"trackName":"Not a history"}]']) expect(recognise(text)?.name).toBeUndefined()
})
