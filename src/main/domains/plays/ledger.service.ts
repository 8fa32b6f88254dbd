// What corrections do to texts and plays; for the domain that keeps the ledger.
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { deriveAgain } from './derive-again.ts'
import type { Derived } from './derive-again.ts'
import { textsIn } from './heard-texts.repo.ts'
import { forgetLedger, readLedger } from './ledger.repo.ts'
import type { Rule } from './ledger.rules.ts'
import { isPlanGood, planRule } from './plan-rule.ts'
import type { RulePlan } from './plan-rule.ts'
import { searchAgain } from './search-parts.ts'
import { storedText } from './stored-texts.ts'
import type { ChangedText, StoredText, TouchedRows } from './stored-texts.ts'
import { textsOfRule } from './texts-of-rule.ts'
import { artistNameKey } from './words.rules.ts'

export { isPlanGood, planRule, searchAgain }
export type { ChangedText, Derived, RulePlan, TouchedRows }
export type LedgerRule = Exclude<Rule, { kind: 'assign-track' }>

/** The texts that a rule of the ledger may concern. */
export function textsMetBy(db: ReadDb, rule: LedgerRule): Set<number> {
  return textsOfRule(db, readLedger(db), rule)
}

/** Derives texts anew by the ledger as it stands. Inside a transaction. */
export function deriveTexts(db: WriteDb, textIds: Iterable<number>, plan?: RulePlan): Derived {
  return deriveAgain(db, textIds, plan?.meanings)
}

/** To be called when a transaction that wrote the ledger was taken back. */
export function forgetRules(db: ReadDb): void {
  forgetLedger(db)
}

/** The artist that, by the ledger, one of these names already is or becomes, where `into` leads to it: merging would close a circle. */
export function closesCircle(db: ReadDb, artists: readonly string[], into: string): string | undefined {
  const ledger = readLedger(db)
  const start = artistNameKey(into)
  return artists.find((name) => artistNameKey(name) !== start && ledger.leadsTo(start, artistNameKey(name)))
}

export function findText(db: ReadDb, id: number): StoredText | undefined {
  return db.prepare<[number], StoredText>(`${storedText} WHERE id = ?`).get(id)
}

/** The same words with the track known. Inside a transaction. */
export function pinnedText(db: WriteDb, textId: number, trackId: number): number | undefined {
  const text = findText(db, textId)
  return text && textsIn(db).ofWords({ artist: text.artist, title: text.title, album: text.album, albumArtist: text.albumArtist, recordingMbid: text.recordingMbid, pinnedTrackId: trackId }).id
}

/** Moves a play to other words. */
export function movePlay(db: WriteDb, playId: number, textId: number): boolean {
  return db.prepare<[number, number, number], never>('UPDATE listening_history SET heardTextId = ? WHERE id = ? AND heardTextId <> ?').run(textId, playId, textId).changes > 0
}
