import type { WriteDb } from '#main/kernel/db/database.ts'
import type { CreditName } from './credit.rules.ts'
import type { FileEntry } from './file-facts.ts'
import type { FileWriter } from './file-writer.ts'
import type { Names } from './names.repo.ts'
import type { TrackPlan } from './plan.ts'
import { refreshTracks } from './settle.ts'
import { bestOf, trackColumns, trackValues } from './track-values.ts'
import type { AlbumOfTrack } from './track-values.ts'
import type { Touched } from './touched.ts'

/** Writes a track with its files, credit, genres and places. */
export type TrackWriter = { write(track: TrackPlan, album: AlbumOfTrack, editionIdOf: (entry: FileEntry) => number | null, touched: Touched): void }

export function openTrackWriter(db: WriteDb, names: Names, files: FileWriter, clock: { now(): number }): TrackWriter {
  const insert = db.prepare<unknown[], never>(`INSERT INTO tracks (${trackColumns.join(', ')}, rating, addedAt) VALUES (${trackColumns.map(() => '?').join(', ')}, ?, ?)`)
  const update = db.prepare<unknown[], never>(`UPDATE tracks SET ${trackColumns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`)
  const albumBefore = db.prepare<[number], number | null>('SELECT albumId FROM tracks WHERE id = ?').pluck()
  const chooseFile = db.prepare<[number, number], never>('UPDATE tracks SET bestFileId = ? WHERE id = ?')
  const movePlays = db.prepare<[number | null, number], never>('UPDATE heard_texts SET albumId = ? WHERE trackId = ?')
  const artistsOf = db.prepare<[number], [number, string, string]>('SELECT artistId, creditedName, joinPhrase FROM track_artists WHERE trackId = ? ORDER BY position').raw()
  const clearArtists = db.prepare<[number], never>('DELETE FROM track_artists WHERE trackId = ?')
  const addArtist = db.prepare<[number, number, number, string, string], never>('INSERT INTO track_artists (trackId, position, artistId, creditedName, joinPhrase) VALUES (?, ?, ?, ?, ?)')
  const clearGenres = db.prepare<[number], never>('DELETE FROM track_genres WHERE trackId = ?')
  const addGenre = db.prepare<[number, number], never>('INSERT OR IGNORE INTO track_genres (trackId, genreId) VALUES (?, ?)')
  const clearPlaces = db.prepare<[number], never>("DELETE FROM edition_tracks WHERE trackId = ? AND editionId IN (SELECT id FROM editions WHERE kind = 'digital')")
  const addPlace = db.prepare<[number, number, number, number, string | null, string | null], never>(
    'INSERT OR IGNORE INTO edition_tracks (editionId, trackId, discNumber, trackNumber, position, discSubtitle) VALUES (?, ?, ?, ?, ?, ?)',
  )

  function writeRow(track: TrackPlan, album: AlbumOfTrack, touched: Touched): { id: number; isNew: boolean } {
    const values = trackValues(track, album)
    const before = track.trackId === null ? undefined : albumBefore.get(track.trackId)
    if (track.trackId === null || before === undefined) {
      const rating = track.entries.map(({ facts }) => facts.rating).find((each) => each !== null) ?? null
      track.trackId = Number(insert.run(...values, rating, Math.min(...track.entries.map(({ addedAt }) => addedAt))).lastInsertRowid)
      return { id: track.trackId, isNew: true }
    }
    update.run(...values, track.trackId)
    if (before !== (album?.id ?? null)) {
      if (before !== null) touched.albumIds.add(before)
      movePlays.run(album?.id ?? null, track.trackId)
    }
    return { id: track.trackId, isNew: false }
  }

  function writeCredit(trackId: number, isNew: boolean, credit: readonly CreditName[], touched: Touched): void {
    const now = clock.now()
    const wanted: [number, string, string][] = []
    for (const [index, name] of credit.entries()) {
      const id = names.artistId(name, now)
      if (!wanted.some(([known]) => known === id)) wanted.push([id, name.name, index < credit.length - 1 ? name.joinPhrase || ', ' : ''])
    }
    if (!isNew) {
      const known = artistsOf.all(trackId)
      if (known.length === wanted.length && known.every((row, index) => row.every((value, column) => value === wanted[index]?.[column]))) return
      for (const [id] of known) touched.artistIds.add(id)
      clearArtists.run(trackId)
    }
    for (const [position, [id, name, joinPhrase]] of wanted.entries()) addArtist.run(trackId, position, id, name, joinPhrase)
  }

  return {
    write: (track, album, editionIdOf, touched) => {
      const best = bestOf(track.entries)
      const { id, isNew } = writeRow(track, album, touched)
      const thinned = new Set<number>()
      for (const entry of track.entries) {
        const editionId = editionIdOf(entry)
        if (entry.trackId !== null && entry.trackId !== id) thinned.add(entry.trackId)
        if (entry.reading !== null || entry.trackId !== id || entry.editionId !== editionId) files.write(entry, id, editionId)
      }
      refreshTracks(db, thinned, touched)
      for (const each of thinned) touched.trackIds.add(each)
      writeCredit(id, isNew, best.facts.artists, touched)
      if (!isNew) {
        clearGenres.run(id)
        clearPlaces.run(id)
      }
      for (const genre of best.facts.genres) addGenre.run(id, names.genreId(genre))
      for (const { edition, disc, track: number, entry } of track.places) {
        if (edition.editionId !== null) addPlace.run(edition.editionId, id, disc, number ?? 0, entry.facts.position, entry.facts.discSubtitle)
      }
      if (isNew && track.entries.length === 1 && !best.isMissing && best.fileId !== null) chooseFile.run(best.fileId, id)
      else refreshTracks(db, [id], touched)
      touched.trackIds.add(id)
    },
  }
}
