import { expect, test } from 'vitest'
import { openTestImports } from '#tests/factories/imports.ts'

type Heard = { artist: string; title: string; album: string; startedAt: number; heardMs: number; lastfm: boolean; spotify: boolean }

/** Numbers that look random and are the same each time. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A life of listening: sessions of tracks, some on repeat; most seen by both services, some by one of them only. */
function listen(plays: number): Heard[] {
  const chance = chances(20_141)
  const life: Heard[] = []
  let at = Date.UTC(2015, 0, 1, 8)
  let last: Pick<Heard, 'artist' | 'title' | 'album'> | undefined
  while (life.length < plays) {
    const artist = Math.floor(chance() ** 2 * 120)
    const song = last && chance() < 0.05 ? last : { artist: `Artist ${artist}`, album: `Album ${artist}`, title: `Song ${Math.floor(chance() ** 2 * 20)} of ${artist}` }
    const heardMs = 90_000 + Math.floor(chance() * 240_000)
    const seen = chance()
    life.push({ ...song, startedAt: at, heardMs, lastfm: seen < 0.85, spotify: seen > 0.15 })
    last = song
    at += heardMs + Math.floor(chance() * 4_000)
    if (chance() < 0.06) at += Math.floor(chance() * 20 * 3_600_000)
  }
  return life
}

/** As Last.fm tells it: whole seconds, a few seconds off, and words of its own. */
function lastfmCsv(life: readonly Heard[], chance: () => number): string {
  const rows = life
    .filter(({ lastfm }) => lastfm)
    .map(({ artist, title, album, startedAt }) => {
      const words = chance()
      const told = words < 0.1 ? `${title} (Remastered)` : words < 0.2 ? title.toUpperCase() : title
      const by = chance() < 0.1 ? `${artist} feat. Somebody` : artist
      return `"${Math.floor(startedAt / 1000) + Math.floor(chance() * 6)}","x","${by}","","${album}","","${told}",""`
    })
  return ['uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid', ...rows.toReversed()].join('\n')
}

/** As Spotify tells it: the second of the end, and what was heard. */
function spotifyJson(life: readonly Heard[]): string {
  return JSON.stringify(
    life
      .filter(({ spotify }) => spotify)
      .map(({ artist, title, album, startedAt, heardMs }) => ({
        ts: new Date(Math.ceil((startedAt + heardMs) / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
        ms_played: heardMs,
        master_metadata_track_name: title,
        master_metadata_album_artist_name: artist,
        master_metadata_album_album_name: album,
        offline_timestamp: null,
      })),
  )
}

test('the same life told by Last.fm and by Spotify is counted once', async () => {
  const life = listen(3_000)
  const { file, take, db, count } = openTestImports()
  const first = await take([file('lastfm.csv', lastfmCsv(life, chances(7)))])
  expect(first.report.counts.added).toBe(life.filter(({ lastfm }) => lastfm).length)
  const second = await take([file('spotify.json', spotifyJson(life))])
  const both = life.filter(({ lastfm, spotify }) => lastfm && spotify)

  // A pair is right when both witnesses of one play are the two that were made of it.
  const startsOf = (source: string): Map<number, number> => new Map(db.prepare<[string], [number, number]>('SELECT playId, startedAt FROM play_witnesses WHERE source = ?').raw().all(source))
  const lastfm = startsOf('lastfm-csv')
  const joined = [...startsOf('spotify-extended')].flatMap(([playId, startedAt]) => (lastfm.has(playId) ? [{ spotify: startedAt, lastfm: lastfm.get(playId) ?? 0 }] : []))
  const truth = new Set(both.map(({ startedAt, heardMs }) => Math.ceil((startedAt + heardMs) / 1000) * 1000 - heardMs))
  const right = joined.filter((pair) => truth.has(pair.spotify) && Math.abs(pair.spotify - pair.lastfm) <= 8_000).length
  const precision = right / joined.length
  const recall = right / both.length
  process.stdout.write(`one life told twice: ${both.length} shared plays, ${joined.length} joined, precision ${(precision * 100).toFixed(2)} %, recall ${(recall * 100).toFixed(2)} %\n`)
  expect(precision).toBeGreaterThan(0.99)
  expect(recall).toBeGreaterThan(0.99)
  expect(second.report.counts.attached).toBe(joined.length)
  expect(count('listening_history')).toBe(life.length + both.length - joined.length)
})
