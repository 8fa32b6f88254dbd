import type { AppContext } from '#main/context.ts'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import type { AlbumQuery, ArtistQuery, TrackQuery, TrackRow } from '#shared/contract/catalogue.contract.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { localDay } from '#shared/model/local-day.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { albumPage } from './album-page.reads.ts'
import { artistPage } from './artist-page.reads.ts'
import type { FacetKind } from './facet-pairs.ts'
import { home } from './home.reads.ts'
import { readVersion } from './library-version.repo.ts'
import { albumWindow, artistWindow, facets, genreWindow, idStretch, letters, seek, summary, trackDetail, trackIdsOf, trackWindow } from './lists.reads.ts'
import type { ListQuery } from './lists.ts'
import { updateLove, updateRating } from './opinions.repo.ts'
import type { OpinionKind } from './opinions.repo.ts'
import { findLyrics } from './track-detail.repo.ts'
import type { TrackOwner } from './track-ids.repo.ts'
import { listTrackRows } from './track-rows.repo.ts'

type CatalogueContext = Pick<AppContext, 'db' | 'reader' | 'events' | 'clock'>
type Stretch = { offset: number; limit: number }

export type Catalogue = ReturnType<typeof openCatalogue>

/** The state of the library as events name it: grows with every change of what lists show. */
export function libraryVersion(db: ReadDb): number {
  const { catalogue, plays } = readVersion(db)
  return catalogue + plays
}

/** Loves a track since then, or no more, as another source says; inside a transaction. Says how many changed: a track that was loved before keeps its moment. */
export function setLoved(db: WriteDb, trackId: number, lovedAt: number | null): number {
  return updateLove(db, 'track', [trackId], lovedAt)
}

/** What is in the library, to look at, to love and to rate. Everything but single rows is read off the main thread. */
export function openCatalogue({ db, reader, events, clock }: CatalogueContext, settings: () => Settings, lovesWillChange: (trackIds: readonly number[], isLoved: boolean) => void = () => undefined) {
  const changed = (rows: number): void => {
    if (rows > 0) events.publishSoon({ type: 'library.changed', version: libraryVersion(db) })
  }
  const now = (): number => clock.now()
  return {
    tracks: (query: TrackQuery, { offset, limit }: Stretch, signal?: AbortSignal) => reader.run(trackWindow, { query, offset, limit, now: now() }, signal),
    albums: (query: AlbumQuery, { offset, limit }: Stretch, signal?: AbortSignal) => reader.run(albumWindow, { query, offset, limit, now: now() }, signal),
    artists: (query: ArtistQuery, { offset, limit }: Stretch, signal?: AbortSignal) => reader.run(artistWindow, { query, offset, limit, now: now() }, signal),
    genres: (sort: Parameters<typeof genreWindow.run>[1]['sort'], { offset, limit }: Stretch) => reader.run(genreWindow, { sort, offset, limit }),
    letters: (list: ListQuery) => reader.run(letters, { list, now: now() }),
    seek: (list: ListQuery, prefix: string) => reader.run(seek, { list, prefix, now: now() }),
    ids: (list: ListQuery, from: number, to: number) => reader.run(idStretch, { list, from, to, now: now() }),
    trackIdsOf: (kind: TrackOwner, ids: readonly number[], editionId?: number) => reader.run(trackIdsOf, { kind, ids, editionId }),
    facets: (kind: FacetKind, where: RuleGroup, signal?: AbortSignal) => reader.run(facets, { kind, where, now: now() }, signal),
    summary: (trackIds: readonly number[]) => reader.run(summary, trackIds),
    album: (id: number, editionId?: number) => reader.run(albumPage, { id, editionId, now: now() }),
    artist: (id: number) => reader.run(artistPage, id),
    track: (id: number) => reader.run(trackDetail, id),
    home: () => reader.run(home, { now: now(), today: localDay(now(), clock.zone(), settings().dayStartsAt) }),
    /** Rows of existing tracks in the order asked for; at most 500. */
    tracksByIds: (ids: readonly number[]): TrackRow[] => listTrackRows(db, ids),
    lyrics: (trackId: number) => findLyrics(db, trackId),
    love: (kind: OpinionKind, ids: readonly number[], isLoved: boolean): void => {
      const love = (): number => {
        if (kind === 'track') lovesWillChange(ids, isLoved)
        return updateLove(db, kind, ids, isLoved ? now() : null)
      }
      changed(db.transaction(love))
    },
    rate: (kind: OpinionKind, ids: readonly number[], rating: number | null): void => changed(db.transaction(() => updateRating(db, kind, ids, rating))),
  }
}
