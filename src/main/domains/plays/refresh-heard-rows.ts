import type { WriteDb } from '#main/kernel/db/database.ts'
import { albumSort } from '#shared/model/album-sort.ts'
import { sortKey } from '#shared/model/names.ts'
import { openHeardRows } from './heard-rows.repo.ts'
import type { Meanings } from './meaning.ts'
import { creditOfText } from './owned-tracks.repo.ts'
import { storedText } from './stored-texts.ts'
import type { StoredText, TouchedRows } from './stored-texts.ts'
import { artistNameKey, looseAlbumKey } from './words.rules.ts'

/** Rows that only plays made are called as the first text that means them: a correction of a name is seen there too. */
export function refreshHeardRows(db: WriteDb, meanings: Meanings, { trackIds, albumIds, artistIds }: TouchedRows): void {
  const rows = openHeardRows(db)
  const track = db.prepare<[number], { title: string; artistText: string; albumId: number | null; albumText: string | null }>(
    'SELECT title, artistText, albumId, albumText FROM tracks AS track WHERE id = ? AND isOnDisk = 0 AND addedAt = 0 AND mergedIntoId IS NULL',
  )
  const textOfTrack = db.prepare<[number], StoredText>(`${storedText} WHERE trackId = ? AND matchedBy = 'heard' ORDER BY id LIMIT 1`)
  const artistsOf = db.prepare<[number], string>('SELECT creditedName FROM track_artists WHERE trackId = ? ORDER BY position').pluck()
  const nameTrack = db.prepare<[string, string, string, string, string | null, string, number], never>('UPDATE tracks SET title = ?, titleSort = ?, artistText = ?, artistSort = ?, albumText = ?, albumSort = ? WHERE id = ?')
  for (const id of trackIds) {
    const row = track.get(id)
    const first = row && textOfTrack.get(id)
    if (!row || !first) continue
    const { credit } = meanings.of(first)
    const albumText = first.albumName === '' ? null : first.albumName
    if (row.title !== first.titleName || row.artistText !== first.artistName || row.albumText !== albumText) {
      nameTrack.run(first.titleName, sortKey(first.titleName), first.artistName, sortKey(first.artistName), albumText, albumSort(sortKey(albumText ?? ''), row.albumId, null, null), id)
    }
    const known = artistsOf.all(id)
    if (known.length === credit.length && known.every((name, index) => name === credit[index]?.name)) continue
    for (const before of db.prepare<[number], number>('SELECT artistId FROM track_artists WHERE trackId = ?').pluck().all(id)) artistIds.add(before)
    db.prepare<[number], never>('DELETE FROM track_artists WHERE trackId = ?').run(id)
    rows.creditTrack(id, credit)
  }

  const artist = db.prepare<[number], { name: string }>('SELECT name FROM artists WHERE id = ? AND trackCount = 0 AND albumCount = 0 AND addedAt = 0 AND mergedIntoId IS NULL')
  const nameOfArtist = db.prepare<[number], string>("SELECT artistName FROM heard_texts WHERE artistId = ? AND matchedBy = 'heard' ORDER BY id LIMIT 1").pluck()
  const nameArtist = db.prepare<[string, string, number], never>('UPDATE artists SET name = ?, nameSort = ? WHERE id = ?')
  for (const id of artistIds) {
    const row = artist.get(id)
    const name = row && creditOfText(nameOfArtist.get(id) ?? '')[0]?.name
    if (row && name && name !== row.name && artistNameKey(name) === artistNameKey(row.name)) nameArtist.run(name, sortKey(name), id)
  }

  const album = db.prepare<[number], { title: string }>('SELECT title FROM albums WHERE id = ? AND fileCount = 0 AND addedAt = 0 AND mergedIntoId IS NULL')
  const nameOfAlbum = db.prepare<[number], string>("SELECT albumName FROM heard_texts WHERE albumId = ? AND matchedBy = 'heard' ORDER BY id LIMIT 1").pluck()
  const nameAlbum = db.prepare<[string, string, number], never>('UPDATE albums SET title = ?, titleSort = ? WHERE id = ?')
  for (const id of albumIds) {
    const row = album.get(id)
    const title = row && nameOfAlbum.get(id)
    if (row && title && title !== row.title && looseAlbumKey(title) === looseAlbumKey(row.title)) nameAlbum.run(title, sortKey(title), id)
  }
}
