import type { ReadDb } from '#main/kernel/db/database.ts'
import type { AlbumQuery, ArtistQuery, TrackQuery } from '#shared/contract/catalogue.contract.ts'
import { asksNothing, changesWithPlays, changesWithTime } from '#shared/model/rule-facts.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { matchingIds } from '#main/domains/search/search.service.ts'
import { keepIds } from '#main/kernel/db/kept.ts'
import { flagged, withFlag } from './id-flags.ts'
import { readVersion } from './library-version.repo.ts'
import type { LibraryVersion } from './library-version.repo.ts'
import { albumOrder, artistOrder, rowOrderUsesPlays } from './row-order.ts'
import { trackOrder, trackOrderUsesPlays } from './track-order.ts'

/** A list: what of, which rows and in which order. */
export type ListQuery = { kind: 'tracks'; query: TrackQuery } | { kind: 'albums'; query: AlbumQuery } | { kind: 'artists'; query: ArtistQuery }

/** The ids of a list and the number of its state: two windows with the same number are of the same list. */
export type List = { ids: Int32Array; version: number }

/** Rules that count days back from now hold for the same rows for so long. */
const timeStepMs = 600_000

/**
 * The ids of a whole list. An order of all rows is a scan of one index, kept; a filter is the set of matching ids,
 * laid over the order. Both are kept for their state of the library, so that a window costs only its rows.
 */
export function openList(db: ReadDb, list: ListQuery, now: number): List {
  const version = readVersion(db)
  const usesPlays = changesWithPlays(list.query.where) || (list.kind === 'tracks' ? trackOrderUsesPlays(list.query.sort) : rowOrderUsesPlays(list.query.sort))
  const number = version.catalogue + (usesPlays ? version.plays : 0)
  if (asksNothing(list.query.where)) return { ids: orderOf(db, list, version), version: number }
  const { sort, isDescending, seed, where } = list.query
  const moment = momentOf(where, now)
  const key = `${list.kind} ${sort} ${isDescending} ${sort === 'random' ? seed : ''} ${moment} ${JSON.stringify(where)}`
  const ids = keepIds(db, key, `${version.catalogue}/${usesPlays ? version.plays : ''}`, () => withFlag(orderOf(db, list, version), flagged(openMatch(db, list.kind, where, version, now)), true))
  return { ids, version: number }
}

/** The ids of the rows for which a tree holds, in no order, kept: another order of the same rows needs only the order. */
export function openMatch(db: ReadDb, kind: ListQuery['kind'], where: RuleGroup, version: LibraryVersion, now: number): Int32Array {
  const moment = momentOf(where, now)
  return keepIds(db, `${kind} ${moment} ${JSON.stringify(where)}`, `${version.catalogue}/${changesWithPlays(where) ? version.plays : ''}`, () => new Int32Array(matchingIds(db, kind, where, moment)))
}

function momentOf(where: RuleGroup, now: number): number {
  return changesWithTime(where) ? Math.floor(now / timeStepMs) * timeStepMs : 0
}

function orderOf(db: ReadDb, list: ListQuery, version: LibraryVersion): Int32Array {
  const { kind, query } = list
  if (kind === 'tracks') return trackOrder(db, query.sort, query.isDescending, query.seed, version)
  if (kind === 'albums') return albumOrder(db, query.sort, query.isDescending, query.seed, version)
  return artistOrder(db, query.sort, query.isDescending, version)
}
