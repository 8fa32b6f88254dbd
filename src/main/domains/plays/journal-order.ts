import type { Bindable, ReadDb } from '#main/kernel/db/database.ts'
import type { JournalFilter, JournalPlace } from '#shared/contract/plays.contract.ts'

type Part = { sql: string; values: readonly Bindable[] }
type Bounds = { low: number; high: number }

/** Where candidates come from. Bounded ones come in no order, so they are read a stretch of time at a time. */
type Drive = {
  isBounded: boolean
  from: Part
  where(bounds: Bounds): readonly Part[]
  /** About when the candidate nearest to a moment is, undefined without any: what lies between need not be read. */
  nearest?(direction: Direction): number | undefined
}

/** Plays before a place, or after it. */
export type Direction = { olderThan: JournalPlace } | { newerThan: JournalPlace }

const dayMs = 86_400_000
const firstSpan = 4 * dayMs
const spanGrowth = 4
/** A witness may tell a little another time than the play has. Where a person moved a play further, the person is a witness too. */
const witnessSlack = dayMs
const person = 'person'
/** Heard seldom enough to have an index of their own. */
const media: readonly string[] = ['vinyl', 'cd', 'tape']

const owners = ['trackId', 'albumId', 'artistId'] as const

function part(sql: string, ...values: Bindable[]): Part {
  return { sql, values }
}

const always = (): Part[] => []

function placeOf(direction: Direction): JournalPlace {
  return 'olderThan' in direction ? direction.olderThan : direction.newerThan
}

function nearestWitness(db: ReadDb, column: 'source' | 'importId', values: readonly Bindable[], direction: Direction): number | undefined {
  const isOlder = 'olderThan' in direction
  const sql = isOlder ? `SELECT max(startedAt) FROM play_witnesses WHERE ${column} = ? AND startedAt <= ?` : `SELECT min(startedAt) FROM play_witnesses WHERE ${column} = ? AND startedAt >= ?`
  const nearest = db.prepare<[Bindable, number], number | null>(sql).pluck()
  const { startedAt } = placeOf(direction)
  const found = values.flatMap((value) => nearest.get(value, isOlder ? startedAt + witnessSlack : startedAt - witnessSlack) ?? [])
  if (found.length === 0) return undefined
  return isOlder ? Math.max(...found) : Math.min(...found)
}

/** The narrowest way to the plays of a filter; what it does not say is asked of each candidate. */
function driveOf(db: ReadDb, filter: JournalFilter): Drive {
  if (filter.isDeleted) return { isBounded: false, from: part('listening_history AS play INDEXED BY listening_history_deleted'), where: always }
  if (filter.isDoubtful) {
    const pairs = 'SELECT playId AS id FROM doubtful_plays WHERE isRejected = 0 UNION SELECT otherId FROM doubtful_plays WHERE isRejected = 0'
    return { isBounded: false, from: part(`(${pairs}) AS pair CROSS JOIN listening_history AS play ON play.id = pair.id`), where: always }
  }
  for (const owner of owners) {
    const id = filter[owner]
    if (id === undefined) continue
    const from = part('heard_texts AS text CROSS JOIN listening_history AS play INDEXED BY listening_history_by_text ON play.heardTextId = text.id')
    return { isBounded: true, from, where: ({ low, high }) => [part(`text.${owner} = ?`, id), part('play.startedAt BETWEEN ? AND ?', low, high)] }
  }
  const seen = ({ low, high }: Bounds): Part[] => [part('witness.startedAt BETWEEN ? AND ?', low - witnessSlack, high + witnessSlack), part('play.startedAt BETWEEN ? AND ?', low, high)]
  const joinPlay = 'CROSS JOIN listening_history AS play ON play.id = witness.playId'
  const { importId, sources } = filter
  if (importId !== undefined) {
    const from = part(`play_witnesses AS witness INDEXED BY play_witnesses_by_import ${joinPlay}`)
    return { isBounded: true, from, where: (bounds) => [part('witness.importId = ?', importId), ...seen(bounds)], nearest: (direction) => nearestWitness(db, 'importId', [importId], direction) }
  }
  if (sources) {
    const seenBy = [...sources, person]
    const from = part(`json_each(?) AS wanted CROSS JOIN play_witnesses AS witness INDEXED BY play_witnesses_by_source ON witness.source = wanted.value ${joinPlay}`, JSON.stringify(seenBy))
    return { isBounded: true, from, where: seen, nearest: (direction) => nearestWitness(db, 'source', seenBy, direction) }
  }
  if (filter.hows?.every((how) => media.includes(how))) {
    // The condition of the partial index, to the letter.
    const from = part(`listening_history AS play INDEXED BY listening_history_by_medium`)
    return { isBounded: true, from, where: ({ low, high }) => [part(`play.how IN ('vinyl', 'cd', 'tape')`), part('play.startedAt BETWEEN ? AND ?', low, high)] }
  }
  return { isBounded: false, from: part('listening_history AS play INDEXED BY listening_history_by_start'), where: always }
}

/**
 * What is asked of each candidate, of the play alone: joined to its words, SQLite would first look through all words
 * there are, to know which are worth a look.
 */
function conditionsOf(filter: JournalFilter): Part[] {
  const words = 'FROM heard_texts AS words WHERE words.id = play.heardTextId'
  const parts = [part(`NOT EXISTS (SELECT 1 ${words} AND words.isHidden = 1)`), part(`play.deletedAt IS ${filter.isDeleted ? 'NOT ' : ''}NULL`)]
  if (!filter.isDeleted && filter.counted === 'plays') parts.push(part('(play.isCounted = 1 OR play.heartbeatAt IS NOT NULL)'))
  if (!filter.isDeleted && filter.counted === 'skips') parts.push(part('play.isCounted = 0 AND play.heartbeatAt IS NULL'))
  for (const owner of owners) {
    const id = filter[owner]
    if (id !== undefined) parts.push(part(`(SELECT words.${owner} ${words}) = ?`, id))
  }
  if (filter.hows) parts.push(part('play.how IN (SELECT value FROM json_each(?))', JSON.stringify(filter.hows)))
  if (filter.sources) parts.push(part('(SELECT count(*) FROM play_witnesses AS other WHERE other.playId = play.id AND other.source IN (SELECT value FROM json_each(?))) > 0', JSON.stringify(filter.sources)))
  if (filter.importId !== undefined) parts.push(part('(SELECT count(*) FROM play_witnesses AS other WHERE other.playId = play.id AND other.importId = ?) > 0', filter.importId))
  if (filter.isUnmatched) parts.push(part(`coalesce((SELECT tracks.isOnDisk FROM heard_texts AS words JOIN tracks ON tracks.id = words.trackId WHERE words.id = play.heardTextId), 0) = 0`))
  return parts
}

function read(db: ReadDb, drive: Drive, conditions: readonly Part[], bounds: Bounds, direction: Direction, limit: number): number[] {
  const isOlder = 'olderThan' in direction
  const place = placeOf(direction)
  const where = [...drive.where(bounds), ...conditions, part(`(play.startedAt, play.id) ${isOlder ? '<' : '>'} (?, ?)`, place.startedAt, place.id)]
  const order = isOlder ? 'DESC' : 'ASC'
  const values = [...drive.from.values, ...where.flatMap((each) => each.values), limit]
  // A play seen by several of the sources would come several times.
  const sql = `SELECT ${drive.isBounded ? 'DISTINCT ' : ''}play.id, play.startedAt FROM ${drive.from.sql} WHERE ${where.map((each) => each.sql).join(' AND ')} ORDER BY play.startedAt ${order}, play.id ${order} LIMIT ?`
  return db.prepare<Bindable[], { id: number }>(sql).all(...values).map(({ id }) => id)
}

/** Ids of the plays next to a place, nearest first. */
export function nextPlays(db: ReadDb, filter: JournalFilter, direction: Direction, limit: number): number[] {
  const drive = driveOf(db, filter)
  const conditions = conditionsOf(filter)
  if (!drive.isBounded) return read(db, drive, conditions, { low: 0, high: 0 }, direction, limit)

  const ends = db.prepare<[], { first: number | null; last: number | null }>('SELECT (SELECT min(startedAt) FROM listening_history) AS first, (SELECT max(startedAt) FROM listening_history) AS last').get()
  const { startedAt } = placeOf(direction)
  const isOlder = 'olderThan' in direction
  const from = drive.nearest ? drive.nearest(direction) : startedAt
  if (from === undefined || typeof ends?.first !== 'number' || typeof ends.last !== 'number') return []
  const near = isOlder ? Math.min(from, startedAt, ends.last) : Math.max(from, startedAt, ends.first)
  for (let span = firstSpan; ; span *= spanGrowth) {
    const bounds = isOlder ? { low: near - span, high: startedAt } : { low: startedAt, high: near + span }
    const ids = read(db, drive, conditions, bounds, direction, limit)
    if (ids.length >= limit || (isOlder ? bounds.low <= ends.first : bounds.high >= ends.last)) return ids
  }
}
