import type { WriteDb } from '#main/kernel/db/database.ts'
import { letterOf, nameKey, sortKey } from '#shared/model/names.ts'
import type { CreditName } from './credit.rules.ts'

const mostRemembered = 50_000

/** Finds or writes the rows of names, remembering them. To be forgotten when a transaction was undone. */
export type Names = {
  artistId(name: CreditName, now: number): number
  genreId(name: string): number
  /** Artists written since this was last asked. */
  takeNewArtists(): number[]
  forget(): void
}

type ArtistRow = { id: number; mergedIntoId: number | null }

/** Tags give sort names with surnames in front; they are only heard where the name itself cannot be sorted among Latin letters. */
function artistSort({ name, sortName }: CreditName): string {
  const key = sortKey(name)
  return sortName !== null && letterOf(key) === '…' ? sortKey(sortName) : key
}

export function openNames(db: WriteDb): Names {
  const artists = new Map<string, number>()
  const genres = new Map<string, number>()
  let added: number[] = []
  const byMusicBrainz = db.prepare<[string], ArtistRow>('SELECT id, mergedIntoId FROM artists WHERE musicbrainzId = ?')
  const byKey = db.prepare<[string], ArtistRow & { musicbrainzId: string | null }>('SELECT id, mergedIntoId, musicbrainzId FROM artists WHERE nameKey = ? ORDER BY mergedIntoId IS NOT NULL, musicbrainzId IS NOT NULL, id')
  const insertArtist = db.prepare<[string, string, string, string | null, number], never>('INSERT INTO artists (name, nameKey, nameSort, musicbrainzId, addedAt) VALUES (?, ?, ?, ?, ?)')
  const identify = db.prepare<[string, number], never>('UPDATE artists SET musicbrainzId = ? WHERE id = ?')
  const genreByKey = db.prepare<[string], number>('SELECT id FROM genres WHERE nameKey = ?').pluck()
  const insertGenre = db.prepare<[string, string], never>('INSERT INTO genres (name, nameKey) VALUES (?, ?)')

  function findArtist(name: CreditName, now: number): number {
    if (name.musicbrainzId !== null) {
      const known = byMusicBrainz.get(name.musicbrainzId)
      if (known) return known.mergedIntoId ?? known.id
    }
    const namesakes = byKey.all(name.key)
    if (name.musicbrainzId === null) {
      const [first] = namesakes
      if (first) return first.mergedIntoId ?? first.id
    } else {
      // The same name without an id so far: the id belongs to it. Another id is another artist.
      const nameless = namesakes.find(({ musicbrainzId, mergedIntoId }) => musicbrainzId === null && mergedIntoId === null)
      if (nameless) {
        identify.run(name.musicbrainzId, nameless.id)
        return nameless.id
      }
    }
    const id = Number(insertArtist.run(name.name, name.key, artistSort(name), name.musicbrainzId, now).lastInsertRowid)
    added.push(id)
    return id
  }

  function remember(known: Map<string, number>, key: string, id: number): number {
    if (known.size >= mostRemembered) known.clear()
    known.set(key, id)
    return id
  }

  return {
    artistId: (name, now) => {
      const key = name.musicbrainzId ?? `\u0001${name.key}`
      return artists.get(key) ?? remember(artists, key, findArtist(name, now))
    },
    genreId: (name) => {
      const key = nameKey(name)
      return genres.get(key) ?? remember(genres, key, genreByKey.get(key) ?? Number(insertGenre.run(name, key).lastInsertRowid))
    },
    takeNewArtists: () => {
      const taken = added
      added = []
      return taken
    },
    forget: () => {
      artists.clear()
      genres.clear()
      added = []
    },
  }
}
