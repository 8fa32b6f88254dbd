// Rows of the catalogue for what was heard and is not owned. They bear the catalogue's own keys, so that a scan that finds
// the files later goes on with them, and they are taken up again where a correction had made them redirect.
import { artistOfAlbum, namesOfCredit, titleKeyOfTrack, titleOfAlbum } from '#main/domains/library/naming.service.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { albumSort } from '#shared/model/album-sort.ts'
import { articleFreeKey, nameKey, sortKey } from '#shared/model/names.ts'

export type HeardArtist = { id: number; key: string }
export type HeardAlbum = { id: number; title: string }

type ArtistRow = { id: number; nameKey: string; mergedIntoId: number | null; addedAt: number; isCatalogued: number }
type AlbumRow = { id: number; title: string; mergedIntoId: number | null; addedAt: number; fileCount: number; year: number | null }
type TrackRow = { id: number; albumId: number | null; mergedIntoId: number | null; addedAt: number; isOnDisk: number }

/** Thrown where a row would have to be made and nothing may be written; one for all, for it is thrown often. */
const missingRow = new Error('a row is missing')

export type HeardRows = {
  artist(name: string): HeardArtist | null
  /** `artistText` is whose album it is, as printed. */
  album(title: string, artistText: string): HeardAlbum
  /** The credit's first artist is `artist`. */
  track(title: string, artistText: string, credit: readonly { name: string; joinPhrase: string }[], artist: HeardArtist | null, album: HeardAlbum | null): { id: number; albumId: number | null; albumTitle: string | null }
  creditTrack(id: number, credit: readonly { name: string; joinPhrase: string }[]): void
  /** Within `look` nothing is written: undefined where a row would have to be. */
  onlyLooking<Result>(look: () => Result): Result | undefined
}

const mostKept = 20_000

export function openHeardRows(db: WriteDb): HeardRows {
  const artists = new Map<string, HeardArtist>()
  const albums = new Map<string, HeardAlbum>()
  let mayWrite = true

  const artistsByKey = db.prepare<[string], ArtistRow>(
    'SELECT id, nameKey, mergedIntoId, addedAt, trackCount + albumCount > 0 AS isCatalogued FROM artists WHERE nameKey = ? ORDER BY mergedIntoId IS NOT NULL, trackCount + albumCount = 0, musicbrainzId IS NOT NULL, id',
  )
  const artistById = db.prepare<[number], ArtistRow>('SELECT id, nameKey, mergedIntoId, addedAt, 1 AS isCatalogued FROM artists WHERE id = ?')
  const insertArtist = db.prepare<[string, string, string], never>('INSERT INTO artists (name, nameKey, nameSort, addedAt) VALUES (?, ?, ?, 0)')
  const reviveArtist = db.prepare<[number], never>('UPDATE artists SET mergedIntoId = NULL WHERE id = ?')
  const albumsByKey = db.prepare<[string, string], AlbumRow>(
    'SELECT id, title, mergedIntoId, addedAt, fileCount, year FROM albums WHERE titleKey = ? AND artistKey = ? ORDER BY mergedIntoId IS NOT NULL, fileCount = 0, year IS NULL, year, id',
  )
  const albumById = db.prepare<[number], AlbumRow>('SELECT id, title, mergedIntoId, addedAt, fileCount, year FROM albums WHERE id = ?')
  const insertAlbum = db.prepare<[string, string, string, string, string, string, number], never>(
    'INSERT INTO albums (title, titleKey, titleSort, artistText, artistKey, artistSort, isCompilation, addedAt) VALUES (?, ?, ?, ?, ?, ?, ?, 0)',
  )
  const reviveAlbum = db.prepare<[number], never>('UPDATE albums SET mergedIntoId = NULL WHERE id = ?')
  const addAlbumArtist = db.prepare<[number, number, number, string, string], never>('INSERT OR IGNORE INTO album_artists (albumId, position, artistId, creditedName, joinPhrase) VALUES (?, ?, ?, ?, ?)')
  const tracksByKey = db.prepare<[string, string], TrackRow>('SELECT id, albumId, mergedIntoId, addedAt, isOnDisk FROM tracks WHERE titleKey = ? AND artistKey = ? ORDER BY mergedIntoId IS NOT NULL, isOnDisk DESC, id')
  const trackById = db.prepare<[number], TrackRow>('SELECT id, albumId, mergedIntoId, addedAt, isOnDisk FROM tracks WHERE id = ?')
  const insertTrack = db.prepare<unknown[], never>(
    'INSERT INTO tracks (albumId, title, titleKey, titleSort, artistText, artistKey, artistSort, albumText, albumSort, addedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)',
  )
  const reviveTrack = db.prepare<[string, string, string, string, number], never>('UPDATE tracks SET mergedIntoId = NULL, title = ?, titleSort = ?, artistText = ?, artistSort = ? WHERE id = ?')
  const addTrackArtist = db.prepare<[number, number, number, string, string], never>('INSERT OR IGNORE INTO track_artists (trackId, position, artistId, creditedName, joinPhrase) VALUES (?, ?, ?, ?, ?)')
  /** When each track was first told of together with an album: among several, a text without an album means the first. */
  const firstTold = db.prepare<[number], number | null>("SELECT min(id) FROM heard_texts WHERE trackId = ? AND albumText <> ''").pluck()
  const nameOfAlbum = db.prepare<[number], string>('SELECT albumName FROM heard_texts WHERE id = ?').pluck()
  const isDue = db.prepare<[number], never>('INSERT OR IGNORE INTO tracks_to_match (trackId) VALUES (?)')

  function write(): void {
    if (!mayWrite) throw missingRow
  }

  function keep<Value>(known: Map<string, Value>, key: string, value: Value): Value {
    if (known.size >= mostKept) known.clear()
    known.set(key, value)
    return value
  }

  function findArtist(key: string): HeardArtist | undefined {
    const bare = articleFreeKey(key)
    const spellings = [...new Set([key, bare, `the ${bare}`])]
    const rows = spellings.flatMap((spelling) => artistsByKey.all(spelling))
    const row = rows.find(({ isCatalogued, mergedIntoId }) => isCatalogued === 1 && mergedIntoId === null) ?? rows.find(({ mergedIntoId }) => mergedIntoId === null) ?? rows[0]
    if (!row) return undefined
    if (row.mergedIntoId === null) return { id: row.id, key: row.nameKey }
    if (row.addedAt > 0) {
      const target = artistById.get(row.mergedIntoId)
      return target && { id: target.id, key: target.nameKey }
    }
    write()
    reviveArtist.run(row.id)
    return { id: row.id, key: row.nameKey }
  }

  function artist(name: string): HeardArtist | null {
    const known = artists.get(name)
    if (known) return known
    const [single] = namesOfCredit(name)
    const key = single && single.name !== name && single.key !== 'various artists' ? nameKey(name) : (single?.key ?? nameKey(name))
    if (key === '') return null
    const found = findArtist(key)
    if (found) return keep(artists, name, found)
    write()
    return keep(artists, name, { id: Number(insertArtist.run(name, key, sortKey(name)).lastInsertRowid), key })
  }

  function creditAlbum(id: number, names: readonly { name: string; joinPhrase: string }[]): void {
    for (const [position, each] of names.entries()) {
      const row = artist(each.name)
      if (row) addAlbumArtist.run(id, position, row.id, each.name, position < names.length - 1 ? each.joinPhrase : '')
    }
  }

  function album(title: string, artistText: string): HeardAlbum {
    const known = albums.get(`${title}\u0000${artistText}`)
    if (known) return known
    const titled = titleOfAlbum(title)
    const own = artistOfAlbum(namesOfCredit(artistText))
    // An artist known under another spelling has its albums under that one.
    const artistKey = own.names.length === 1 && own.names[0] ? (artist(own.names[0].name)?.key ?? own.key) : own.key
    const [row] = albumsByKey.all(titled.key, artistKey)
    const keepRow = (found: HeardAlbum): HeardAlbum => keep(albums, `${title}\u0000${artistText}`, found)
    if (row && row.mergedIntoId === null) return keepRow({ id: row.id, title: row.title })
    const target = row?.mergedIntoId && row.addedAt > 0 ? albumById.get(row.mergedIntoId) : undefined
    if (target && target.fileCount > 0) return keepRow({ id: target.id, title: target.title })
    write()
    if (row && row.addedAt === 0) {
      reviveAlbum.run(row.id)
      creditAlbum(row.id, own.names)
      return keepRow({ id: row.id, title: row.title })
    }
    const id = Number(insertAlbum.run(titled.title, titled.key, sortKey(titled.title), own.text, artistKey, sortKey(own.text), own.isVarious ? 1 : 0).lastInsertRowid)
    creditAlbum(id, own.names)
    return keepRow({ id, title: titled.title })
  }

  function creditTrack(id: number, credit: readonly { name: string; joinPhrase: string }[]): void {
    for (const [position, each] of credit.entries()) {
      const row = artist(each.name)
      if (row) addTrackArtist.run(id, position, row.id, each.name, position < credit.length - 1 ? each.joinPhrase || ', ' : '')
    }
  }

  return {
    artist,
    album,
    creditTrack,
    track: (title, artistText, credit, first, onAlbum) => {
      const titleKey = titleKeyOfTrack(title)
      const artistKey = first?.key ?? ''
      const rows = tracksByKey.all(titleKey, artistKey)
      const live = rows.filter(({ mergedIntoId }) => mergedIntoId === null)
      if (!onAlbum) {
        const told = live.flatMap((row) => {
          const at = row.albumId === null ? null : (firstTold.get(row.id) ?? null)
          return at === null ? [] : [{ row, at }]
        })
        const joined = told.sort((one, other) => one.at - other.at)[0]
        if (joined) return { id: joined.row.id, albumId: joined.row.albumId, albumTitle: nameOfAlbum.get(joined.at) ?? null }
      }
      const albumId = onAlbum?.id ?? null
      const placed = { albumId, albumTitle: onAlbum?.title ?? null }
      const same = live.find((row) => row.albumId === albumId)
      if (same) return { id: same.id, ...placed }
      const merged = rows.find((row) => row.mergedIntoId !== null && row.albumId === albumId)
      const target = merged?.mergedIntoId && merged.addedAt > 0 ? trackById.get(merged.mergedIntoId) : undefined
      if (target && target.isOnDisk === 1) return { id: target.id, ...placed }
      write()
      // Texts without an album may mean this one from now on.
      if (onAlbum) for (const row of live) if (row.albumId === null && row.isOnDisk === 0) isDue.run(row.id)
      if (merged && merged.addedAt === 0) {
        reviveTrack.run(title, sortKey(title), artistText, sortKey(artistText), merged.id)
        creditTrack(merged.id, credit)
        isDue.run(merged.id)
        return { id: merged.id, ...placed }
      }
      const sort = onAlbum ? sortKey(onAlbum.title) : ''
      const id = Number(insertTrack.run(albumId, title, titleKey, sortKey(title), artistText, artistKey, sortKey(artistText), onAlbum?.title ?? null, albumSort(sort, albumId, null, null)).lastInsertRowid)
      creditTrack(id, credit)
      // The search is told of it in passing, not while plays are written.
      isDue.run(id)
      return { id, ...placed }
    },
    onlyLooking: (look) => {
      mayWrite = false
      try {
        return look()
      } catch (error) {
        if (error === missingRow) return undefined
        throw error
      } finally {
        mayWrite = true
      }
    },
  }
}
