import type { ReadDb } from '#main/kernel/db/database.ts'
import type { trackSorts } from '#shared/contract/catalogue.contract.ts'
import { shuffle } from '#shared/model/shuffle.ts'
import { keepIds } from '#main/kernel/db/kept.ts'
import { flagged, largest, withFlag } from './id-flags.ts'
import type { LibraryVersion } from './library-version.repo.ts'

type TrackSort = (typeof trackSorts)[number]

/**
 * One order of all tracks. `by`: the columns of its covering index. Rows of one value stand in album order, except
 * where values hardly repeat (`isAlmostUnique`), where counting them would cost more than it gives.
 * `present`: the index holds only these rows; the others come last, or, being the lowest value (`lowest`), first.
 */
type Order = { by: string; isAlmostUnique?: boolean; hasNulls?: boolean; present?: string; others?: 'last' | 'lowest'; usesPlays?: boolean }

const orders: Record<Exclude<TrackSort, 'album' | 'random'>, Order> = {
  title: { by: 'titleSort', isAlmostUnique: true },
  artist: { by: 'artistSort' },
  year: { by: 'year', hasNulls: true },
  genre: { by: 'genreText COLLATE NOCASE', hasNulls: true },
  added: { by: 'addedAt' },
  duration: { by: 'durationMs', hasNulls: true, isAlmostUnique: true },
  quality: { by: 'isLossless, bitsPerSample, sampleRate, bitrate', hasNulls: true },
  rating: { by: 'rating', present: 'rating IS NOT NULL', others: 'last' },
  plays: { by: 'plays', present: 'plays > 0', others: 'lowest', usesPlays: true },
  lastPlayed: { by: 'lastPlayedAt', present: 'lastPlayedAt IS NOT NULL', others: 'last', isAlmostUnique: true, usesPlays: true },
}

/** Whether the order moves when something is heard. */
export function trackOrderUsesPlays(sort: TrackSort): boolean {
  return sort !== 'album' && sort !== 'random' && orders[sort].usesPlays === true
}

function pluck(db: ReadDb, sql: string): number[] {
  return db.prepare<[], number>(sql).pluck().all()
}

/** The ids of all tracks in an order. */
export function trackOrder(db: ReadDb, sort: TrackSort, isDescending: boolean, seed: number, version: LibraryVersion): Int32Array {
  const state = trackOrderUsesPlays(sort) ? `${version.catalogue}/${version.plays}` : String(version.catalogue)
  const albumOrder = (): Int32Array => keepIds(db, 'tracks by album', String(version.catalogue), () => new Int32Array(pluck(db, 'SELECT id FROM tracks WHERE mergedIntoId IS NULL ORDER BY albumSort')))
  if (sort === 'album') return isDescending ? keepIds(db, 'tracks by album, last first', state, () => albumsReversed(db, albumOrder())) : albumOrder()
  if (sort === 'random') return keepIds(db, `tracks at random ${seed}`, state, () => new Int32Array(shuffle([...albumOrder()], seed)))
  return keepIds(db, `tracks by ${sort}${isDescending ? ', last first' : ''}`, state, () => {
    const order = orders[sort]
    return order.isAlmostUnique ? inIndexOrder(db, order, isDescending, albumOrder) : inGroups(db, order, isDescending, albumOrder())
  })
}

const rowsOf = ({ present }: Order): string => `FROM tracks WHERE mergedIntoId IS NULL${present ? ` AND ${present}` : ''}`

/** Albums from last to first, each with its tracks in their own order. */
function albumsReversed(db: ReadDb, ids: Int32Array): Int32Array {
  const albums = db.prepare<[], number | null>('SELECT albumId FROM tracks WHERE mergedIntoId IS NULL ORDER BY albumSort').pluck().all()
  const reversed = new Int32Array(ids.length)
  let end = ids.length
  for (let place = 0; end > 0; ) {
    let start = end - 1
    while (start > 0 && albums[start - 1] === albums[end - 1]) start--
    reversed.set(ids.subarray(start, end), place)
    place += end - start
    end = start
  }
  return reversed
}

/** As the index has them; unknown values, which it has first, go last whichever way round. */
function inIndexOrder(db: ReadDb, order: Order, isDescending: boolean, albumOrder: () => Int32Array): Int32Array {
  const indexed = new Int32Array(pluck(db, `SELECT id ${rowsOf(order)} ORDER BY ${order.by}`))
  const unknown = order.hasNulls ? (pluck(db, `SELECT count(*) ${rowsOf(order)} AND ${order.by} IS NULL`)[0] ?? 0) : 0
  const known = indexed.subarray(unknown)
  if (isDescending) known.reverse()
  const others = order.present ? withFlag(albumOrder(), flagged(known), false) : indexed.subarray(0, unknown)
  const all = new Int32Array(known.length + others.length)
  all.set(known)
  all.set(others, known.length)
  return all
}

/** Groups of equal values in the order of their value, each in album order: one pass deals the album order out to them. */
function inGroups(db: ReadDb, order: Order, isDescending: boolean, albumOrder: Int32Array): Int32Array {
  const indexed = pluck(db, `SELECT id ${rowsOf(order)} ORDER BY ${order.by}`)
  const sizes = pluck(db, `SELECT count(*) ${rowsOf(order)} GROUP BY ${order.by} ORDER BY ${order.by}`)
  const first = order.by.split(',')[0] ?? order.by
  const hasUnknown = order.hasNulls === true && (pluck(db, `SELECT count(*) FROM (SELECT 1 ${rowsOf(order)} AND ${first} IS NULL LIMIT 1)`)[0] ?? 0) > 0
  const others = sizes.length
  const groupOf = new Int32Array(largest(albumOrder) + 1).fill(others)
  let at = 0
  for (const [group, size] of sizes.entries()) for (const end = at + size; at < end; at++) groupOf[indexed[at] ?? 0] = group

  const sequence = [...sizes.keys()]
  if (isDescending) sequence.reverse()
  if (hasUnknown) sequence.push(...sequence.splice(sequence.indexOf(0), 1))
  if (order.others === 'lowest' && !isDescending) sequence.unshift(others)
  else sequence.push(others)
  const cursor = new Int32Array(others + 1)
  let place = 0
  for (const group of sequence) {
    cursor[group] = place
    place += sizes[group] ?? albumOrder.length - indexed.length
  }
  const dealt = new Int32Array(albumOrder.length)
  for (const id of albumOrder) {
    const group = groupOf[id] ?? others
    const to = cursor[group] ?? 0
    dealt[to] = id
    cursor[group] = to + 1
  }
  return dealt
}
