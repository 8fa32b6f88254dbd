import type { WriteDb } from '#main/kernel/db/database.ts'
import { albumSort } from '#shared/model/album-sort.ts'
import { sortKey } from '#shared/model/names.ts'
import { openHeardRows } from './heard-rows.repo.ts'
import type { HeardRows } from './heard-rows.repo.ts'
import type { Meanings } from './meaning.ts'
import { creditOfText } from './owned-tracks.repo.ts'
import { storedText } from './stored-texts.ts'
import type { StoredText, TouchedRows } from './stored-texts.ts'
import { artistNameKey, looseAlbumKey } from './words.rules.ts'

/**
 * Rows that only plays made are called as the first text that means them: a correction of a name is seen there too.
 * Other rows are not touched, and taken out. Returns the artists that stand in a credit no more.
 */
export function refreshHeardRows(db: WriteDb, meanings: Meanings, { trackIds, albumIds, artistIds }: TouchedRows): Set<number> {
  for (const id of artistIds) if (!refreshArtist(db, id)) artistIds.delete(id)
  for (const id of albumIds) if (!refreshAlbum(db, id)) albumIds.delete(id)
  const dropped = new Set<number>()
  const rows = openHeardRows(db)
  for (const id of trackIds) if (!refreshTrack(db, meanings, rows, id, dropped)) trackIds.delete(id)
  return dropped
}

function refreshArtist(db: WriteDb, id: number): boolean {
  const name = db.prepare<[number], string>('SELECT name FROM artists WHERE id = ? AND trackCount = 0 AND albumCount = 0 AND addedAt = 0 AND mergedIntoId IS NULL').pluck().get(id)
  if (name === undefined) return false
  const shown = db.prepare<[number], string>("SELECT artistName FROM heard_texts WHERE artistId = ? AND matchedBy = 'heard' ORDER BY id LIMIT 1").pluck().get(id)
  const first = shown === undefined ? undefined : creditOfText(shown)[0]?.name
  if (first === undefined || first === name || artistNameKey(first) !== artistNameKey(name)) return true
  db.prepare<[string, string, number], never>('UPDATE artists SET name = ?, nameSort = ? WHERE id = ?').run(first, sortKey(first), id)
  return true
}

function refreshAlbum(db: WriteDb, id: number): boolean {
  const title = db.prepare<[number], string>('SELECT title FROM albums WHERE id = ? AND fileCount = 0 AND addedAt = 0 AND mergedIntoId IS NULL').pluck().get(id)
  if (title === undefined) return false
  const shown = db.prepare<[number], string>("SELECT albumName FROM heard_texts WHERE albumId = ? AND matchedBy = 'heard' ORDER BY id LIMIT 1").pluck().get(id)
  if (shown === undefined || shown === title || looseAlbumKey(shown) !== looseAlbumKey(title)) return true
  db.prepare<[string, string, number], never>('UPDATE albums SET title = ?, titleSort = ? WHERE id = ?').run(shown, sortKey(shown), id)
  return true
}

type Row = { title: string; artistText: string; albumId: number | null; albumText: string | null; albumTitle: string | null }

function refreshTrack(db: WriteDb, meanings: Meanings, rows: HeardRows, id: number, dropped: Set<number>): boolean {
  const row = db
    .prepare<[number], Row>(
      `SELECT track.title, track.artistText, track.albumId, track.albumText, album.title AS albumTitle FROM tracks AS track LEFT JOIN albums AS album ON album.id = track.albumId
       WHERE track.id = ? AND track.isOnDisk = 0 AND track.addedAt = 0 AND track.mergedIntoId IS NULL`,
    )
    .get(id)
  const first = row && db.prepare<[number], StoredText>(`${storedText} WHERE trackId = ? AND matchedBy = 'heard' ORDER BY id LIMIT 1`).get(id)
  if (!row) return false
  if (!first) return true
  if (row.title !== first.titleName || row.artistText !== first.artistName || row.albumText !== row.albumTitle) {
    db.prepare<[string, string, string, string, string | null, string, number], never>('UPDATE tracks SET title = ?, titleSort = ?, artistText = ?, artistSort = ?, albumText = ?, albumSort = ? WHERE id = ?').run(
      first.titleName, sortKey(first.titleName), first.artistName, sortKey(first.artistName), row.albumTitle, albumSort(sortKey(row.albumTitle ?? ''), row.albumId, null, null), id,
    )
  }
  const { credit } = meanings.of(first)
  const known = db.prepare<[number], { artistId: number; creditedName: string }>('SELECT artistId, creditedName FROM track_artists WHERE trackId = ? ORDER BY position').all(id)
  if (known.length === credit.length && known.every(({ creditedName }, index) => creditedName === credit[index]?.name)) return true
  for (const { artistId } of known) dropped.add(artistId)
  db.prepare<[number], never>('DELETE FROM track_artists WHERE trackId = ?').run(id)
  rows.creditTrack(id, credit)
  return true
}
