import type { WriteDb } from '#main/kernel/db/database.ts'
import { openMeanings } from '#main/domains/plays/meaning.ts'
import type { Meaning, Words } from '#main/domains/plays/meaning.ts'
import { meetCatalogue } from '#main/domains/plays/meet-catalogue.ts'
import { firstArtistKey, otherArtistKeys, playTitleKey } from '#main/domains/plays/words.rules.ts'
import { namesOfCredit, titleKeyOfTrack, titleOfAlbum } from '#main/domains/library/naming.service.ts'
import { nameKey } from '#shared/model/names.ts'

/** Words of a play; what is left out was not told. */
export function words(artist: string, title: string, rest: Partial<Omit<Words, 'artist' | 'title'>> = {}): Words {
  return { artist, title, album: '', albumArtist: '', recordingMbid: '', pinnedTrackId: 0, ...rest }
}

/** Writes a text with what it means and some plays; returns its id. */
export function hear(db: WriteDb, told: Words, plays = 1): { id: number; meaning: Meaning } {
  return db.transaction(() => {
    const meaning = openMeanings(db).of(told)
    const id = Number(
      db
        .prepare<unknown[], never>(
          `INSERT INTO heard_texts (artistText, titleText, albumText, albumArtistText, recordingMbid, pinnedTrackId, artistKey, titleKey, artistName, titleName, albumName, trackId, albumId, artistId, matchedBy, isHidden)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          told.artist, told.title, told.album, told.albumArtist, told.recordingMbid, told.pinnedTrackId, firstArtistKey(told.artist), playTitleKey(told.title),
          meaning.artistName, meaning.titleName, meaning.albumName, meaning.trackId, meaning.albumId, meaning.artistId, meaning.matchedBy, Number(meaning.isHidden),
        ).lastInsertRowid,
    )
    for (const key of otherArtistKeys(told.artist, told.albumArtist)) db.prepare<[string, number], never>('INSERT OR IGNORE INTO heard_text_names (artistKey, heardTextId) VALUES (?, ?)').run(key, id)
    for (let play = 0; play < plays; play++) hearAgain(db, id, Date.UTC(2025, 0, 1) + id * 86_400_000 + play * 300_000)
    return { id, meaning }
  })
}

/** Adds a play to a text; returns its id. */
export function hearAgain(db: WriteDb, textId: number, startedAt: number): number {
  return Number(
    db
      .prepare<[number, number, number], never>("INSERT INTO listening_history (heardTextId, startedAt, zone, localDay, heardMs, how, isCounted) VALUES (?, ?, 'UTC', ?, 200000, 'unknown', 1)")
      .run(textId, startedAt, Number(new Date(startedAt).toISOString().slice(0, 10).replaceAll('-', ''))).lastInsertRowid,
  )
}

/** A track on disk, as a scan would leave it, not met by texts yet. */
export function own(db: WriteDb, track: { artist: string; title: string; album?: string; kind?: string; isCompilation?: boolean; year?: number; recordingMbid?: string; credit?: string[] }): number {
  return db.transaction(() => {
    const credit = track.credit ?? namesOfCredit(track.artist).map(({ name }) => name)
    const artistIds = credit.map((name) => {
      const known = db.prepare<[string], number>('SELECT id FROM artists WHERE nameKey = ? AND mergedIntoId IS NULL').pluck().get(nameKey(name))
      return known ?? Number(db.prepare<unknown[], never>('INSERT INTO artists (name, nameKey, nameSort, addedAt) VALUES (?, ?, ?, 1)').run(name, nameKey(name), nameKey(name)).lastInsertRowid)
    })
    let albumId: number | null = null
    if (track.album !== undefined) {
      const { title, key } = titleOfAlbum(track.album)
      const artist = credit[0] ?? track.artist
      albumId = db.prepare<[string, string], number>('SELECT id FROM albums WHERE titleKey = ? AND artistKey = ? AND mergedIntoId IS NULL').pluck().get(key, nameKey(artist)) ?? null
      albumId ??= Number(
        db
          .prepare<unknown[], never>('INSERT INTO albums (title, titleKey, titleSort, artistText, artistKey, artistSort, kind, isCompilation, year, addedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)')
          .run(title, key, key, artist, nameKey(artist), nameKey(artist), track.kind ?? 'album', track.isCompilation ? 1 : 0, track.year ?? null).lastInsertRowid,
      )
      db.prepare<[number], never>('UPDATE albums SET trackCount = trackCount + 1, fileCount = fileCount + 1 WHERE id = ?').run(albumId)
    }
    const id = Number(
      db
        .prepare<unknown[], never>(
          `INSERT INTO tracks (albumId, title, titleKey, titleSort, artistText, artistKey, artistSort, albumText, musicbrainzRecordingId, isOnDisk, addedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1)`,
        )
        .run(albumId, track.title, titleKeyOfTrack(track.title), nameKey(track.title), track.artist, nameKey(credit[0] ?? track.artist), nameKey(track.artist), track.album ?? null, track.recordingMbid ?? null).lastInsertRowid,
    )
    for (const [position, artistId] of artistIds.entries()) {
      db.prepare<unknown[], never>('INSERT INTO track_artists (trackId, position, artistId, creditedName, joinPhrase) VALUES (?, ?, ?, ?, ?)').run(id, position, artistId, credit[position] ?? '', position < credit.length - 1 ? ', ' : '')
    }
    return id
  })
}

/** Lets texts meet what of the catalogue is new. */
export function meet(db: WriteDb): void {
  for (const _step of meetCatalogue(db));
}
