// Derives what everything heard means anew. The texts are gone through beside everybody else, and what is to change is
// gathered in a shadow table; then it is swapped in. A rebuild that ends before that has changed nothing, and begins again.
import type { WriteDb } from '#main/kernel/db/database.ts'
import { deriveAgain } from './derive-again.ts'
import { openMeanings } from './meaning.ts'
import { refreshTextKeys, refreshTrackKeys } from './refresh-keys.ts'
import { searchAgain } from './search-parts.ts'
import { isAsDerived, storedText } from './stored-texts.ts'
import type { StoredText } from './stored-texts.ts'

export type RebuildStep = { phase: 'keys' | 'deriving' | 'swapping'; done: number; total: number }
export type RebuildResult = { texts: number; changed: number }

const textsPerRead = 250
/** What one transaction swaps without keeping anybody waiting for a tenth of a second. More go in several, no song in two. */
const mostAtOnce = 500

/** Yields after each read and each transaction. */
export function* rebuildMeanings(db: WriteDb): Generator<RebuildStep, RebuildResult> {
  for (const { done, total } of refreshTrackKeys(db)) yield { phase: 'keys', done, total }
  db.sqlite.exec('CREATE TEMP TABLE IF NOT EXISTS texts_to_swap (song TEXT NOT NULL, textId INTEGER NOT NULL, PRIMARY KEY (song, textId)) WITHOUT ROWID; DELETE FROM temp.texts_to_swap')
  const texts = yield* gatherDiffering(db)
  const changed = yield* swap(db)
  return { texts, changed }
}

function* gatherDiffering(db: WriteDb): Generator<RebuildStep, number> {
  const total = db.prepare<[], number>('SELECT count(*) FROM heard_texts').pluck().get() ?? 0
  const next = db.prepare<[number, number], StoredText & { titleKey: string; artistKey: string }>(`${storedText.replace(' FROM', ', titleKey, artistKey FROM')} WHERE id > ? ORDER BY id LIMIT ?`)
  const note = db.prepare<[string, number], never>('INSERT OR IGNORE INTO temp.texts_to_swap (song, textId) VALUES (?, ?)')
  const meanings = openMeanings(db)
  let after = 0
  let done = 0
  for (;;) {
    const texts = next.all(after, textsPerRead)
    const last = texts.at(-1)
    if (!last) return done
    const differing = db.snapshot(() => {
      meanings.expect(texts)
      return texts.filter((text) => {
        const meaning = meanings.peek(text)
        return meaning === undefined || !isAsDerived(text, meaning)
      })
    })
    refreshTextKeys(db, texts)
    for (const { id, artistKey, titleKey } of differing) note.run(`${artistKey}\u0000${titleKey}`, id)
    after = last.id
    yield { phase: 'deriving', done: (done += texts.length), total }
  }
}

function* swap(db: WriteDb): Generator<RebuildStep, number> {
  const total = db.prepare<[], number>('SELECT count(*) FROM temp.texts_to_swap').pluck().get() ?? 0
  const all = db.prepare<[], { song: string; textId: number }>('SELECT song, textId FROM temp.texts_to_swap ORDER BY song, textId').all()
  let done = 0
  let changed = 0
  for (const part of partsOf(all)) {
    // What changed since is seen here: they are derived by the ledger and the catalogue of this moment.
    const derived = db.transaction(() => deriveAgain(db, part))
    changed += derived.changed.length
    yield { phase: 'swapping', done: (done += part.length), total }
    for (const _step of searchAgain(db, derived.touched)) yield { phase: 'swapping', done, total }
  }
  return changed
}

function partsOf(all: readonly { song: string; textId: number }[]): number[][] {
  const parts: number[][] = []
  let song: string | undefined
  for (const text of all) {
    const part = parts.at(-1)
    if (part && (part.length < mostAtOnce || text.song === song)) part.push(text.textId)
    else parts.push([text.textId])
    song = text.song
  }
  return parts
}
