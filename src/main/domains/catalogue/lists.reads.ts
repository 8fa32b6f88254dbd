import type { ReadDb } from '#main/kernel/db/database.ts'
import { defineRead } from '#main/kernel/db/reads.ts'
import type { AlbumQuery, AlbumRow, ArtistQuery, ArtistRow, TrackQuery, TrackRow, genreSorts } from '#shared/contract/catalogue.contract.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { listAlbumRows } from './album-rows.repo.ts'
import { listArtistRows } from './artist-rows.repo.ts'
import type { FacetKind } from './facet-pairs.ts'
import { readFacets } from './facets.ts'
import { listGenres } from './genres.ts'
import { listLetters, seekPrefix } from './letters.ts'
import { openList } from './lists.ts'
import type { ListQuery } from './lists.ts'
import { readTrackDetail, summarise } from './track-detail.repo.ts'
import { listTrackIdsOf, mostIds } from './track-ids.repo.ts'
import type { TrackOwner } from './track-ids.repo.ts'
import { listTrackRows } from './track-rows.repo.ts'

/** A stretch of a list, looked at now. */
type Window<Query> = { query: Query; offset: number; limit: number; now: number }
type Page<Row> = { total: number; version: number; items: Row[] }

function readWindow<Row>(db: ReadDb, list: ListQuery, { offset, limit, now }: { offset: number; limit: number; now: number }, listRows: (db: ReadDb, ids: Iterable<number>) => Row[]): Page<Row> {
  const { ids, version } = openList(db, list, now)
  return { total: ids.length, version, items: listRows(db, ids.subarray(offset, offset + limit)) }
}

export const trackWindow = defineRead('catalogue.trackWindow', (db, window: Window<TrackQuery>): Page<TrackRow> => readWindow(db, { kind: 'tracks', query: window.query }, window, listTrackRows))
export const albumWindow = defineRead('catalogue.albumWindow', (db, window: Window<AlbumQuery>): Page<AlbumRow> => readWindow(db, { kind: 'albums', query: window.query }, window, listAlbumRows))
export const artistWindow = defineRead('catalogue.artistWindow', (db, window: Window<ArtistQuery>): Page<ArtistRow> => readWindow(db, { kind: 'artists', query: window.query }, window, listArtistRows))
export const genreWindow = defineRead('catalogue.genreWindow', (db, window: { sort: (typeof genreSorts)[number]; offset: number; limit: number }) => listGenres(db, window), { isLong: true })

export const letters = defineRead('catalogue.letters', (db, { list, now }: { list: ListQuery; now: number }) => listLetters(db, list, openList(db, list, now).ids))
export const seek = defineRead('catalogue.seek', (db, { list, prefix, now }: { list: ListQuery; prefix: string; now: number }) => ({ offset: seekPrefix(db, list, openList(db, list, now).ids, prefix) }))

/** The ids of a stretch of a list; `to` exclusive. */
export const idStretch = defineRead('catalogue.idStretch', (db, { list, from, to, now }: { list: ListQuery; from: number; to: number; now: number }): number[] => [
  ...openList(db, list, now).ids.subarray(from, Math.min(to, from + mostIds)),
])
export const trackIdsOf = defineRead('catalogue.trackIdsOf', (db, { kind, ids, editionId }: { kind: TrackOwner; ids: readonly number[]; editionId: number | undefined }) => listTrackIdsOf(db, kind, ids, editionId))

export const facets = defineRead('catalogue.facets', (db, { kind, where, now }: { kind: FacetKind; where: RuleGroup; now: number }) => readFacets(db, kind, where, now), { isLong: true })
export const summary = defineRead('catalogue.summary', (db, trackIds: readonly number[]) => summarise(db, trackIds), { isLong: true })
export const trackDetail = defineRead('catalogue.trackDetail', (db, id: number) => readTrackDetail(db, id))
