import type { WriteDb } from '#main/kernel/db/database.ts'

/** A play whose row is new. */
type Counted = { heardTextId: number; localDay: number; startedAt: number; heardMs: number | null; isCounted: boolean }

type Sum = { plays: number; skips: number; heardMs: number; firstAt: number | null; lastAt: number | null }
type Meant = { trackId: number | null; albumId: number | null; artistId: number | null; isHidden: number }

function emptySum(): Sum {
  return { plays: 0, skips: 0, heardMs: 0, firstAt: null, lastAt: null }
}

function add(sum: Sum, { plays, skips, heardMs, firstAt, lastAt }: Sum): void {
  sum.plays += plays
  sum.skips += skips
  sum.heardMs += heardMs
  if (firstAt !== null) sum.firstAt = Math.min(sum.firstAt ?? firstAt, firstAt)
  if (lastAt !== null) sum.lastAt = Math.max(sum.lastAt ?? lastAt, lastAt)
}

function sumFor<Key>(sums: Map<Key, Sum>, key: Key): Sum {
  let sum = sums.get(key)
  if (!sum) sums.set(key, (sum = emptySum()))
  return sum
}

/** Months and text in one number: texts have far fewer than 2^32 ids. */
const monthFactor = 0x1_0000_0000

const earlier = 'CASE WHEN $firstAt IS NULL THEN firstPlayedAt ELSE min(coalesce(firstPlayedAt, $firstAt), $firstAt) END'
const later = 'CASE WHEN $lastAt IS NULL THEN lastPlayedAt ELSE max(coalesce(lastPlayedAt, $lastAt), $lastAt) END'

/** Texts that plays were added to, and whether their track is on disk, where that came up. */
export type CountedTexts = ReadonlyMap<number, boolean>

/**
 * Lets `work` insert plays without the triggers that count each one, and adds up what it says was inserted: about a
 * third of the time for plays of whole albums. Nothing but inserting may happen in `work`. Use it inside a transaction.
 */
export function countTogether(db: WriteDb, work: (tell: (play: Counted) => void) => void): CountedTexts {
  const setByHand = db.prepare<[number], never>('UPDATE play_upkeep SET isByHand = ? WHERE id = 1')
  const texts = new Map<number, Sum>()
  const months = new Map<number, Sum>()
  setByHand.run(1)
  work(({ heardTextId, localDay, startedAt, heardMs, isCounted }) => {
    const one = isCounted ? { plays: 1, skips: 0, heardMs: heardMs ?? 0, firstAt: startedAt, lastAt: startedAt } : { plays: 0, skips: 1, heardMs: 0, firstAt: null, lastAt: null }
    add(sumFor(texts, heardTextId), one)
    if (isCounted) add(sumFor(months, Math.floor(localDay / 100) * monthFactor + heardTextId), one)
  })
  const onDisk = texts.size > 0 ? write(db, texts, months) : new Map<number, boolean>()
  setByHand.run(0)
  return onDisk
}

/** Adds a sum to a row; most plays that come are older than the newest one, and then no index of `lastPlayedAt` is touched. */
function openAdder<Row>(db: WriteDb, table: string, figures: readonly string[], returned: string): (id: number, sum: Sum) => Row | undefined {
  const set = figures.map((figure) => `${figure} = ${figure} + $${figure}`).join(', ')
  const first = table === 'artists' ? '' : `, firstPlayedAt = ${earlier}`
  const older = db.prepare<[Sum & { id: number }], Row>(`UPDATE ${table} SET ${set}${first} WHERE id = $id AND ($lastAt IS NULL OR lastPlayedAt >= $lastAt) RETURNING ${returned}`)
  const any = db.prepare<[Sum & { id: number }], Row>(`UPDATE ${table} SET ${set}${first}, lastPlayedAt = ${later} WHERE id = $id RETURNING ${returned}`)
  return (id, { plays, skips, heardMs, firstAt, lastAt }) => {
    const values = { id, plays, skips, heardMs, firstAt, lastAt }
    return older.get(values) ?? any.get(values)
  }
}

function write(db: WriteDb, texts: ReadonlyMap<number, Sum>, months: ReadonlyMap<number, Sum>): Map<number, boolean> {
  const addToText = openAdder<Meant>(db, 'heard_texts', ['plays', 'skips', 'heardMs'], 'trackId, albumId, artistId, isHidden')
  const addToTrack = openAdder<{ isOnDisk: number }>(db, 'tracks', ['plays', 'skips', 'heardMs'], 'isOnDisk')
  const addToAlbum = openAdder<unknown>(db, 'albums', ['plays', 'heardMs'], 'id')
  const addToArtist = openAdder<unknown>(db, 'artists', ['plays', 'heardMs'], 'id')
  const addToMonth = db.prepare<[number, number, number, number], never>(
    'INSERT INTO play_months (month, heardTextId, plays, heardMs) VALUES (?, ?, ?, ?) ON CONFLICT (month, heardTextId) DO UPDATE SET plays = plays + excluded.plays, heardMs = heardMs + excluded.heardMs',
  )
  const tracks = new Map<number, Sum & { textIds: number[] }>()
  const albums = new Map<number, Sum>()
  const artists = new Map<number, Sum>()
  for (const [id, sum] of texts) {
    const meant = addToText(id, sum)
    if (!meant || meant.isHidden === 1) continue
    const { trackId, albumId, artistId } = meant
    if (trackId !== null) {
      let track = tracks.get(trackId)
      if (!track) tracks.set(trackId, (track = { ...emptySum(), textIds: [] }))
      add(track, sum)
      track.textIds.push(id)
    }
    if (albumId !== null && sum.plays > 0) add(sumFor(albums, albumId), sum)
    if (artistId !== null && sum.plays > 0) add(sumFor(artists, artistId), sum)
  }
  for (const [key, { plays, heardMs }] of months) addToMonth.run(Math.floor(key / monthFactor), key % monthFactor, plays, heardMs)
  const onDisk = new Map<number, boolean>()
  for (const [id, sum] of tracks) {
    const isOnDisk = addToTrack(id, sum)?.isOnDisk === 1
    for (const textId of sum.textIds) onDisk.set(textId, isOnDisk)
  }
  for (const [id, sum] of albums) addToAlbum(id, sum)
  for (const [id, sum] of artists) addToArtist(id, sum)
  db.prepare('UPDATE library_version SET plays = plays + 1 WHERE id = 1').run()
  return onDisk
}
