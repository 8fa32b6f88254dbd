import type { WriteDb } from '#main/kernel/db/database.ts'
import { derivationStamp } from './derivation-stamp.ts'
import { openHeardRows } from './heard-rows.repo.ts'
import { ledgerAs, readLedger } from './ledger.repo.ts'
import type { Ledger, Rule } from './ledger.rules.ts'
import { openMeanings } from './meaning.ts'
import type { Meaning } from './meaning.ts'
import { storedText } from './stored-texts.ts'
import type { StoredText } from './stored-texts.ts'
import { textsOfRule } from './texts-of-rule.ts'

type LedgerRule = Exclude<Rule, { kind: 'assign-track' }>

/** What a change of the ledger comes to, found without keeping anybody from writing; good for one state of ledger and catalogue. */
export type RulePlan = { stamp: string; due: Set<number>; meanings: Map<number, Meaning> }

const textsPerRead = 200
const rowsPerStep = 30
/** Fewer texts are derived within the few milliseconds a transaction may take. */
const worthPlanning = 80

/**
 * Plans a rule that is to be added, or (given its id) one that is to be undone; undefined where a plan is not worth it.
 * Rows of the catalogue that it needs are made ahead, in short transactions.
 */
export function planRule(db: WriteDb, rule: LedgerRule, undone?: number): RulePlan | undefined {
  const after = ledgerAs(db, undone === undefined ? { more: rule } : { without: undone })
  const due = textsOfRule(db, undone === undefined ? after : readLedger(db), rule)
  if (due.size < worthPlanning) return undefined
  db.transaction(() => {
    const rows = openHeardRows(db)
    for (const name of artistsAfter(rule, undone !== undefined)) rows.artist(name)
  })
  const first = planTexts(db, after, due)
  if (first.missing.length === 0) return first
  for (let from = 0; from < first.missing.length; from += rowsPerStep) {
    db.transaction(() => {
      const meanings = openMeanings(db, after)
      for (const text of first.missing.slice(from, from + rowsPerStep)) meanings.of(text)
    })
  }
  return planTexts(db, after, due)
}

/** The artists most of the texts will have: without them hardly one could be planned. */
function artistsAfter(rule: LedgerRule, isUndone: boolean): string[] {
  if (rule.kind === 'rename-artist') return [isUndone ? rule.artist : rule.to]
  if (rule.kind === 'merge-artists') return isUndone ? rule.artists : [rule.into]
  if (rule.kind === 'split-artist') return isUndone ? [rule.artist] : rule.into.map(({ name }) => name)
  return rule.kind === 'never-split' && !isUndone ? [rule.artist] : []
}

function planTexts(db: WriteDb, after: Ledger, due: Set<number>): RulePlan & { missing: StoredText[] } {
  return db.snapshot(() => {
    const meanings = openMeanings(db, after)
    const planned = new Map<number, Meaning>()
    const missing: StoredText[] = []
    const texts = db.prepare<[string], StoredText>(`${storedText} WHERE id IN (SELECT value FROM json_each(?))`).all(JSON.stringify([...due]))
    for (let from = 0; from < texts.length; from += textsPerRead) {
      const part = texts.slice(from, from + textsPerRead)
      meanings.expect(part)
      for (const text of part) {
        // Those that tell no album go by others, which are yet to be moved.
        if (text.album === '') continue
        const meaning = meanings.peek(text)
        if (meaning) planned.set(text.id, meaning)
        else missing.push(text)
      }
    }
    return { stamp: derivationStamp(db), due, meanings: planned, missing }
  })
}

/** Whether nothing has changed since. Inside the transaction that carries it out, before it writes. */
export function isPlanGood(db: WriteDb, plan: RulePlan): boolean {
  return plan.stamp === derivationStamp(db)
}
