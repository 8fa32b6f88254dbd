import type { WriteDb } from '#main/kernel/db/database.ts'
import type { FileEntry } from './file-facts.ts'

/** Writes rows of `files`, each with the track and edition it belongs to. */
export type FileWriter = { write(entry: FileEntry, trackId: number, editionId: number | null): void }

const readColumns = [
  'size', 'mtimeUs', 'audioHash', 'trackId', 'editionId', 'container', 'codec', 'durationMs', 'bitrate', 'sampleRate', 'channels', 'bitsPerSample', 'isLossless', 'hasCover', 'title', 'artistText',
  'albumArtistText', 'albumText', 'year', 'discNumber', 'trackNumber', 'genreText', 'trackGain', 'trackPeak', 'albumGain', 'albumPeak', 'tagsJson', 'warningsJson', 'readAt', 'missingSince', 'directoryId', 'name',
] as const

export function openFileWriter(db: WriteDb, clock: { now(): number }): FileWriter {
  const insert = db.prepare<unknown[], never>(`INSERT INTO files (${readColumns.join(', ')}, addedAt) VALUES (${readColumns.map(() => '?').join(', ')}, ?)`)
  const update = db.prepare<unknown[], never>(`UPDATE files SET ${readColumns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`)
  const place = db.prepare<[number, number | null, number], never>('UPDATE files SET trackId = ?, editionId = ? WHERE id = ?')
  const addLyrics = db.prepare<[number, string, number, string], never>('INSERT OR REPLACE INTO lyrics (fileId, source, isSynced, text) VALUES (?, ?, ?, ?)')
  const dropLyrics = db.prepare<[number], never>('DELETE FROM lyrics WHERE fileId = ?')

  return {
    write: (entry, trackId, editionId) => {
      const { reading } = entry
      if (reading === null) {
        if (entry.fileId !== null) place.run(trackId, editionId, entry.fileId)
      } else {
        const { columns: tags } = reading
        const values = [
          entry.size, entry.mtimeUs, reading.audioHash, trackId, editionId, tags.container, tags.codec, tags.durationMs, tags.bitrate, tags.sampleRate, tags.channels, tags.bitsPerSample, tags.isLossless,
          tags.hasCover, tags.title, tags.artistText, tags.albumArtistText, tags.albumText, tags.year, tags.discNumber, tags.trackNumber, tags.genreText, tags.trackGain, tags.trackPeak, tags.albumGain,
          tags.albumPeak, reading.tagsJson, reading.warningsJson, clock.now(), null, entry.directoryId, entry.name,
        ]
        const isNew = entry.fileId === null
        if (isNew) entry.fileId = Number(insert.run(...values, entry.addedAt).lastInsertRowid)
        else update.run(...values, entry.fileId)
        if (reading.lyrics) addLyrics.run(entry.fileId as number, reading.lyrics.source, reading.lyrics.isSynced ? 1 : 0, reading.lyrics.text)
        else if (!isNew) dropLyrics.run(entry.fileId as number)
      }
      entry.trackId = trackId
      entry.editionId = editionId
      entry.reading = null
    },
  }
}
