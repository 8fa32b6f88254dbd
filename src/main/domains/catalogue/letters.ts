import type { ReadDb } from '#main/kernel/db/database.ts'
import { fold, sortKey } from '#shared/model/names.ts'
import type { ListQuery } from './lists.ts'

/** The column a list sorted by a name is sorted by; undefined for lists sorted by something else. */
function sortedBy({ kind, query }: ListQuery): string | undefined {
  const names: Record<string, string> =
    kind === 'tracks' ? { title: 'titleSort', artist: 'artistSort', album: 'albumSort', genre: 'genreText' } : kind === 'albums' ? { title: 'titleSort', artist: 'artistSort' } : { name: 'nameSort' }
  return names[query.sort]
}

function keyReader(db: ReadDb, list: ListQuery, ids: Int32Array): ((at: number) => string | null) | undefined {
  const column = sortedBy(list)
  if (column === undefined) return undefined
  const statement = db.prepare<[number], string | null>(`SELECT ${column} FROM ${list.kind} WHERE id = ?`).pluck()
  return (at) => statement.get(ids[at] ?? 0) ?? null
}

/** `#` for all that sorts before the letters, `…` for all that sorts after them. */
function letterOf(key: string | null): string {
  if (key === null) return '…'
  const first = key.charAt(0).toLowerCase()
  return first < 'a' ? '#' : first > 'z' ? '…' : first.toUpperCase()
}

/** The first place in [from, to) where `test` holds, which holds for all after it; `to` when it never does. */
function firstPlace(from: number, to: number, test: (at: number) => boolean): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (test(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Where each letter begins; empty for a list that is not sorted by a name. Reads some 20 names a letter, never the list. */
export function listLetters(db: ReadDb, list: ListQuery, ids: Int32Array): { letter: string; offset: number }[] {
  const keyAt = keyReader(db, list, ids)
  if (!keyAt) return []
  const letters: { letter: string; offset: number }[] = []
  for (let offset = 0; offset < ids.length; ) {
    const letter = letterOf(keyAt(offset))
    letters.push({ letter, offset })
    offset = firstPlace(offset + 1, ids.length, (at) => letterOf(keyAt(at)) !== letter)
  }
  return letters
}

/** The place of the first row at or after a typed beginning, articles left out as in the sort. */
export function seekPrefix(db: ReadDb, list: ListQuery, ids: Int32Array, prefix: string): number {
  const keyAt = keyReader(db, list, ids)
  const wanted = list.kind === 'tracks' && list.query.sort === 'genre' ? fold(prefix) : sortKey(prefix)
  if (!keyAt || wanted === '') return 0
  const keyOf = (at: number): string | null => keyAt(at)?.toLowerCase() ?? null
  const isReached = (key: string | null): boolean => key === null || (list.query.isDescending ? key < wanted || key.startsWith(wanted) : key >= wanted)
  return Math.min(firstPlace(0, ids.length, (at) => isReached(keyOf(at))), Math.max(0, ids.length - 1))
}
