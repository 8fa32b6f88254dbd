// Derives what everything heard means anew. The texts are gone through beside everybody else, and what is to change is
// gathered in a shadow table; then it is swapped in. A rebuild that ends before that has changed nothing, and begins again.
import type { WriteDb } from '#main/kernel/db/database.ts'
import { openMeanings } from './meaning.ts'
import { openMeaningsShadow } from './meanings-shadow.ts'
import type { MeaningsShadow } from './meanings-shadow.ts'
import { refreshTextKeys, refreshTrackKeys } from './refresh-keys.ts'
import { searchAgain } from './search-parts.ts'
import { isAsDerived, storedText } from './stored-texts.ts'
import type { StoredText } from './stored-texts.ts'

export type RebuildStep = { phase: 'keys' | 'deriving' | 'swapping'; done: number; total: number }
export type RebuildResult = { texts: number; changed: number }

type KeyedText = StoredText & { titleKey: string; artistKey: string }

const textsPerRead = 250
/** What one transaction swaps without keeping anybody waiting for a tenth of a second. More go in several. */
const mostAtOnce = 1_200

/** Yields after each read and each transaction. */
export function* rebuildMeanings(db: WriteDb): Generator<RebuildStep, RebuildResult> {
  for (const { done, total } of refreshTrackKeys(db)) yield { phase: 'keys', done, total }
  const shadow = openMeaningsShadow(db)
  const texts = yield* gatherDiffering(db, shadow)
  const changed = yield* swap(db, shadow)
  return { texts, changed }
}

function* gatherDiffering(db: WriteDb, shadow: MeaningsShadow): Generator<RebuildStep, number> {
  const total = db.prepare<[], number>('SELECT count(*) FROM heard_texts').pluck().get() ?? 0
  const next = db.prepare<[number, number], KeyedText>(`${storedText.replace(' FROM', ', titleKey, artistKey FROM')} WHERE id > ? ORDER BY id LIMIT ?`)
  const meanings = openMeanings(db)
  let after = 0
  let done = 0
  for (;;) {
    const texts = next.all(after, textsPerRead)
    const last = texts.at(-1)
    if (!last) return done
    const lacking = db.snapshot(() => {
      meanings.expect(texts)
      return texts.flatMap((text) => {
        const meaning = meanings.peek(text)
        const song = `${text.artistKey}\u0000${text.titleKey}`
        if (meaning === undefined) return [{ song, text }]
        if (!isAsDerived(text, meaning)) shadow.add(song, text, meaning)
        return []
      })
    })
    done += texts.length
    after = last.id
    for (const _step of shadow.makeRows(lacking)) yield { phase: 'deriving', done, total }
    refreshTextKeys(db, texts)
    yield { phase: 'deriving', done, total }
  }
}

function* swap(db: WriteDb, shadow: MeaningsShadow): Generator<RebuildStep, number> {
  const total = shadow.count()
  let done = 0
  let changed = 0
  for (const part of shadow.parts(mostAtOnce)) {
    const derived = shadow.swap(part)
    changed += derived.changed.length
    yield { phase: 'swapping', done: (done += part.length), total }
    for (const _step of searchAgain(db, derived.touched)) yield { phase: 'swapping', done, total }
  }
  return changed
}
