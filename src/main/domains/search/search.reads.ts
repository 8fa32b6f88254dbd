import type { ReadDb } from '#main/kernel/db/database.ts'
import { defineRead } from '#main/kernel/db/reads.ts'
import { rowsByIds } from '#main/domains/catalogue/catalogue.service.ts'
import { listedAlbums, listedArtists, listedTracks } from '#main/domains/catalogue/listing.service.ts'
import { suggest } from './suggest.ts'

export const suggestions = defineRead('search.suggestions', (db, asked: { text: string; limit: number; now: number }) => {
  const { top, corrected, ...ids } = suggest(db, asked)
  return { ...rowsByIds(db, ids), top, corrected }
})

/** What the `search` command and REST answer: the best of each kind as programs read them. */
export function searchListing(db: ReadDb, asked: { text: string; limit: number; now: number }) {
  const { trackIds, albumIds, artistIds } = suggest(db, asked)
  return { tracks: listedTracks(db, trackIds), albums: listedAlbums(db, albumIds), artists: listedArtists(db, artistIds), playlists: [] }
}
