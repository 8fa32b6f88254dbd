import type { ReadDb } from '#main/kernel/db/database.ts'
import { openLedger } from './ledger.rules.ts'
import type { Ledger, Rule } from './ledger.rules.ts'

type Stored = { id: number; kind: string; payloadJson: string }
type Kept = { stamp: string; ledger: Ledger }

const kept = new WeakMap<object, Kept>()

/** Words as one text: the very same combination is one, another spelling is not. */
export function wordsKeyOf({ artist, title, album, albumArtist, recordingMbid, pinnedTrackId }: { artist: string; title: string; album: string; albumArtist: string; recordingMbid: string; pinnedTrackId: number }): string {
  return JSON.stringify([artist, title, album, albumArtist, recordingMbid, pinnedTrackId])
}

/** Names the state of the ledger. */
export function ledgerStamp(db: ReadDb): string {
  return db.prepare<[], string>("SELECT count(*) || ' ' || coalesce(max(id), 0) || ' ' || count(undoneAt) || ' ' || total(id * (undoneAt IS NULL)) FROM corrections").pluck().get() ?? ''
}

/** What of the ledger holds, as it stands in this connection's transaction. */
export function readLedger(db: ReadDb): Ledger {
  const stamp = ledgerStamp(db)
  const known = kept.get(db.sqlite)
  if (known?.stamp === stamp) return known.ledger
  const ledger = openLedger(readRules(db))
  kept.set(db.sqlite, { stamp, ledger })
  return ledger
}

/** The ledger as it would be with one rule more, or without one. */
export function ledgerAs(db: ReadDb, { more, without }: { more?: Rule; without?: number }): Ledger {
  const rules = readRules(db, without)
  return openLedger(more ? [...rules, more] : rules)
}

function readRules(db: ReadDb, without = 0): Rule[] {
  const rows = db.prepare<[number], Stored>('SELECT id, kind, payloadJson FROM corrections WHERE undoneAt IS NULL AND id <> ? ORDER BY id').all(without)
  return rows.flatMap((row) => ruleOf(db, row) ?? [])
}

/** After a transaction that changed the ledger was taken back: its ids come again. */
export function forgetLedger(db: ReadDb): void {
  kept.delete(db.sqlite)
}

function ruleOf(db: ReadDb, { kind, payloadJson }: Stored): Rule | undefined {
  const payload = JSON.parse(payloadJson) as Record<string, unknown>
  if (kind !== 'assign-track') return { ...payload, kind } as Rule
  // Single plays have been given words of their own, whose track is pinned.
  if (payload.playIds !== undefined) return undefined
  const wordsKey = wordsKeyOfText(db, payload.heardTextId as number)
  return wordsKey === undefined ? undefined : { kind, wordsKey, trackId: payload.trackId as number }
}

function wordsKeyOfText(db: ReadDb, id: number): string | undefined {
  const words = db
    .prepare<[number], { artist: string; title: string; album: string; albumArtist: string; recordingMbid: string; pinnedTrackId: number }>(
      'SELECT artistText AS artist, titleText AS title, albumText AS album, albumArtistText AS albumArtist, recordingMbid, pinnedTrackId FROM heard_texts WHERE id = ?',
    )
    .get(id)
  return words && wordsKeyOf(words)
}
