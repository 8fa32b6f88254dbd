import { setImmediate as yielding } from 'node:timers/promises'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { lovedTracks } from '#main/vendors/lastfm/lastfm.reads.ts'
import { lovedRecordings } from '#main/vendors/listenbrainz/listenbrainz.reads.ts'
import { libraryVersion, setLoved } from '../catalogue/catalogue.service.ts'
import type { Access } from './account-access.ts'
import { findTrackOf } from './now-listening.ts'
import type { Trackers } from './trackers.ts'

/** A love as a service tells it; `at` UTC ms, null = not told. */
type ToldLove = { artist: string; title: string; at: number | null }
type StoredLove = { titleText: string; artistText: string; lovedAt: number; trackId: number | null }

const pageRows = { lastfm: 200, listenbrainz: 100 } as const
const rowsAtOnce = 200
/** Fewer loves than this may well be taken back all at once; more of them vanish only by a fault of the service. */
const mostTakenBack = 10

async function toldLoves(access: Access, signal: AbortSignal): Promise<ToldLove[]> {
  const user = access.account.userName
  const loves: ToldLove[] = []
  for (let page = 1; ; page += 1) {
    if (access.service === 'lastfm') {
      const { tracks, pages } = await lovedTracks(access.client, access.keys, { user, limit: pageRows.lastfm, page }, signal)
      loves.push(...tracks)
      if (tracks.length === 0 || page >= pages) return loves
    } else {
      const count = pageRows.listenbrainz
      const answer = await lovedRecordings(access.client, access.token, { user, count, offset: (page - 1) * count }, signal)
      // ListenBrainz tells some loves by their id only.
      loves.push(...answer.loves.filter(({ artist, title }) => artist !== '' && title !== ''))
      if (answer.rows < count) return loves
    }
  }
}

function storedLoves(db: ReadDb, accountId: number): StoredLove[] {
  return db.prepare<[number], StoredLove>('SELECT titleText, artistText, lovedAt, trackId FROM account_loves WHERE accountId = ?').all(accountId)
}

const nameOf = (title: string, artist: string): string => JSON.stringify([title, artist])

/** A love that came, or one whose track has come to the library since. */
function take(db: WriteDb, accountId: number, { artist, title, at }: ToldLove, now: number): number {
  const trackId = findTrackOf(db, { artist, title, album: '' })
  const lovedAt = at ?? now
  db.prepare('INSERT INTO account_loves (accountId, titleText, artistText, lovedAt, trackId) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET trackId = excluded.trackId').run(accountId, title, artist, lovedAt, trackId)
  return trackId === null ? 0 : setLoved(db, trackId, lovedAt)
}

/** A love that was taken back there; what another account loves stays loved. */
function drop(db: WriteDb, accountId: number, { titleText, artistText, trackId }: StoredLove): number {
  db.prepare('DELETE FROM account_loves WHERE accountId = ? AND titleText = ? AND artistText = ?').run(accountId, titleText, artistText)
  if (trackId === null) return 0
  const isLovedElsewhere = db.prepare<[number], number>('SELECT 1 FROM account_loves WHERE trackId = ?').pluck().get(trackId) === 1
  return isLovedElsewhere ? 0 : setLoved(db, trackId, null)
}

/**
 * Makes the library love what the account loves there, and no longer what was taken back there since the last reading.
 * What is loved here only stays as it is. Returns how many tracks changed.
 */
export async function readLoves({ ctx: { db, clock, events, log } }: Pick<Trackers, 'ctx'>, access: Access, signal: AbortSignal): Promise<number> {
  const { id } = access.account
  const told = await toldLoves(access, signal)
  const stored = new Map(storedLoves(db, id).map((love) => [nameOf(love.titleText, love.artistText), love]))
  if (told.length === 0 && stored.size > mostTakenBack) {
    log.warn('a service told no loves although it had many; they are kept', { account: id, loves: stored.size })
    return 0
  }
  const names = new Set(told.map(({ title, artist }) => nameOf(title, artist)))
  const come = told.filter(({ title, artist }) => (stored.get(nameOf(title, artist))?.trackId ?? null) === null)
  const gone = [...stored].flatMap(([name, love]) => (names.has(name) ? [] : [love]))
  const work = [...come.map((love) => () => take(db, id, love, clock.now())), ...gone.map((love) => () => drop(db, id, love))]
  let changed = 0
  for (let from = 0; from < work.length; from += rowsAtOnce) {
    db.transaction(() => {
      for (const one of work.slice(from, from + rowsAtOnce)) changed += one()
    })
    await yielding()
  }
  if (changed > 0) events.publishSoon({ type: 'library.changed', version: libraryVersion(db) })
  return changed
}
