import { bestMatching } from '#main/domains/search/search.service.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { keep, keepIds } from '#main/kernel/db/kept.ts'
import { defineRead } from '#main/kernel/db/reads.ts'
import type { Candidate, UnmatchedText } from '#shared/contract/plays.contract.ts'
import { nameKey } from '#shared/model/names.ts'
import { parseQuery } from '#shared/model/query-syntax.ts'
import { indexAlike, likeness } from './likeness.ts'
import type { Alike } from './likeness.ts'

type HeardWords = { id: number; titleKey: string; artistKey: string; title: string; artist: string; album: string }
type DiskTrack = Omit<Candidate, 'likeness'> & { titleKey: string; artistKey: string }

const sameTitleMost = 60
const ofArtistMost = 1500
const foundMost = 30
const candidatesShown = 3
/** What looks less alike than this is no help. */
const leastLikeness = 0.5
/** A misspelt artist looks at least so much like the right one; of so many the tracks are weighed. */
const leastArtistLikeness = 0.7
const artistsMost = 3
const weight = { title: 0.6, artist: 0.35, album: 0.05 }

const trackColumns = `track.id AS trackId, track.title, track.artistText AS artist, coalesce(album.title, track.albumText) AS album, album.coverHash, track.durationMs, track.titleKey, track.artistKey`
const onDisk = 'track.isOnDisk = 1 AND track.mergedIntoId IS NULL'

function withTitle(db: ReadDb, titleKey: string): DiskTrack[] {
  return db
    .prepare<[string, number], DiskTrack>(`SELECT ${trackColumns} FROM tracks AS track INDEXED BY tracks_by_key LEFT JOIN albums AS album ON album.id = track.albumId WHERE track.titleKey = ? AND ${onDisk} LIMIT ?`)
    .all(titleKey, sameTitleMost)
}

function ofArtist(db: ReadDb, artistKey: string): DiskTrack[] {
  return db
    .prepare<[string, number], DiskTrack>(
      `SELECT ${trackColumns} FROM artists AS artist INDEXED BY artists_by_key CROSS JOIN track_artists AS credit INDEXED BY track_artists_by_artist ON credit.artistId = artist.id
       CROSS JOIN tracks AS track ON track.id = credit.trackId LEFT JOIN albums AS album ON album.id = track.albumId WHERE artist.nameKey = ? AND ${onDisk} LIMIT ?`,
    )
    .all(artistKey, ofArtistMost)
}

function byIds(db: ReadDb, ids: readonly number[]): DiskTrack[] {
  return db
    .prepare<[string], DiskTrack>(`SELECT ${trackColumns} FROM json_each(?) AS wanted CROSS JOIN tracks AS track ON track.id = wanted.value LEFT JOIN albums AS album ON album.id = track.albumId WHERE ${onDisk} ORDER BY wanted.key`)
    .all(JSON.stringify(ids))
}

function ranked(words: HeardWords, tracks: readonly DiskTrack[], least: number): Candidate[] {
  const albumKey = nameKey(words.album)
  const weighed = new Map<number, Candidate>()
  for (const { titleKey, artistKey, ...track } of tracks) {
    const total = weight.title * likeness(titleKey, words.titleKey) + weight.artist * likeness(artistKey, words.artistKey) + weight.album * likeness(nameKey(track.album ?? ''), albumKey)
    weighed.set(track.trackId, { ...track, likeness: Math.round(total * 100) / 100 })
  }
  return [...weighed.values()].filter((candidate) => candidate.likeness >= least).sort((a, b) => b.likeness - a.likeness || a.trackId - b.trackId)
}

function versionOf(db: ReadDb): string {
  return db.prepare<[], { version: string }>(`SELECT catalogue || ' ' || plays AS version FROM library_version WHERE id = 1`).get()?.version ?? ''
}

/** Names of artists with files, by how they look. */
function artistsAlike(db: ReadDb): Alike {
  const catalogue = db.prepare<[], { catalogue: number }>('SELECT catalogue FROM library_version WHERE id = 1').get()?.catalogue ?? 0
  const make = (): { alike: Alike; count: number } => {
    const keys = db.prepare<[], string>('SELECT DISTINCT nameKey FROM artists WHERE trackCount > 0 AND mergedIntoId IS NULL').pluck().all()
    return { alike: indexAlike(keys), count: keys.length }
  }
  return keep(db, 'artists alike', String(catalogue), make, ({ count }) => count * 40).alike
}

/** Tracks that bear the title, and those of the artist and of artists of nearly that name, weighed by how much they look alike. */
function candidatesFor(db: ReadDb, words: HeardWords, tracksOf: (artistKey: string) => DiskTrack[]): Candidate[] {
  const titles = new Set([words.titleKey, nameKey(words.title)])
  const artists = new Set([words.artistKey, nameKey(words.artist), ...artistsAlike(db).near(nameKey(words.artist), leastArtistLikeness, artistsMost)])
  const tracks = [...[...titles].flatMap((key) => withTitle(db, key)), ...[...artists].flatMap(tracksOf)]
  return ranked(words, tracks, leastLikeness).slice(0, candidatesShown)
}

const textColumns = 'text.id, text.titleKey, text.artistKey, text.titleName AS title, text.artistName AS artist, text.albumName AS album'

/** Ids of the words heard whose track has no file, most played first; found anew when the library or the plays change. */
function unmatchedIds(db: ReadDb): Int32Array {
  return keepIds(db, 'unmatched words', versionOf(db), () =>
    Int32Array.from(
      db
        .prepare<[], number>(
          `SELECT text.id FROM heard_texts AS text LEFT JOIN tracks AS track ON track.id = text.trackId
           WHERE text.plays > 0 AND text.isHidden = 0 AND coalesce(track.isOnDisk, 0) = 0 ORDER BY text.plays DESC, text.lastPlayedAt DESC, text.id`,
        )
        .pluck()
        .all(),
    ),
  )
}

/** A window of the words heard whose track has no file, each with what it may be. */
export const unmatched = defineRead('plays.unmatched', (db, { offset, limit }: { offset: number; limit: number }): { total: number; items: UnmatchedText[] } => {
  const ids = unmatchedIds(db)
  const texts = db
    .prepare<[string], HeardWords & { plays: number; lastPlayedAt: number | null }>(`SELECT ${textColumns}, text.plays, text.lastPlayedAt FROM json_each(?) AS wanted CROSS JOIN heard_texts AS text ON text.id = wanted.value ORDER BY wanted.key`)
    .all(JSON.stringify([...ids.subarray(offset, offset + limit)]))
  const known = new Map<string, DiskTrack[]>()
  const tracksOf = (artistKey: string): DiskTrack[] => {
    const tracks = known.get(artistKey) ?? ofArtist(db, artistKey)
    known.set(artistKey, tracks)
    return tracks
  }
  return {
    total: ids.length,
    items: texts.map((text) => ({ heardTextId: text.id, title: text.title, artist: text.artist, album: text.album || null, plays: text.plays, lastPlayedAt: text.lastPlayedAt, candidates: candidatesFor(db, text, tracksOf) })),
  }
})

/** What some words may be: the best by likeness or, where a person looks for it, what their words find. */
export const candidates = defineRead('plays.candidates', (db, { heardTextId, search, now }: { heardTextId: number; search: string; now: number }): Candidate[] => {
  const words = db.prepare<[number], HeardWords>(`SELECT ${textColumns} FROM heard_texts AS text WHERE text.id = ?`).get(heardTextId)
  if (!words) return []
  if (search.trim() === '') return candidatesFor(db, words, (artistKey) => ofArtist(db, artistKey))
  const { where } = parseQuery(search, (year, month, day) => Date.UTC(year, month - 1, day))
  return ranked(words, byIds(db, bestMatching(db, 'tracks', where, now, foundMost)), 0)
})
