import type { ReadDb } from '#main/kernel/db/database.ts'
import type { Edition } from '#shared/contract/catalogue.contract.ts'
import { bestEditionFirst } from './album-page.rules.ts'

/** An edition with what its best file is like. */
export type StoredEdition = Omit<Edition, 'quality'> & { barcode: string | null; codec: string | null; bitrate: number | null; sampleRate: number | null; bitsPerSample: number | null; isLossless: number; present: number }

export function listEditions(db: ReadDb, albumId: number): StoredEdition[] {
  return db
    .prepare<[number], StoredEdition>(
      `SELECT editions.id, editions.title, disambiguation, editions.year, label, catalogNumber, barcode, media,
         (SELECT count(*) FROM edition_tracks WHERE editionId = editions.id) AS tracks,
         coalesce(sum(files.missingSince IS NULL AND files.id IS NOT NULL), 0) AS present,
         max(files.isLossless) AS isLossless, files.codec, files.bitrate, files.sampleRate, files.bitsPerSample
       FROM editions LEFT JOIN files ON files.editionId = editions.id
       WHERE albumId = ? GROUP BY editions.id`,
    )
    .all(albumId)
}

/** The edition an album's page opens with, and whose tracks play when nothing else is said. */
export function findBestEditionId(db: ReadDb, albumId: number): number | undefined {
  return bestEditionFirst(listEditions(db, albumId))[0]?.id
}
