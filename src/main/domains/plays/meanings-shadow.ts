import type { WriteDb } from '#main/kernel/db/database.ts'
import { derivationStamp } from './derivation-stamp.ts'
import { deriveAgain } from './derive-again.ts'
import type { Derived } from './derive-again.ts'
import { openMeanings } from './meaning.ts'
import type { Meaning } from './meaning.ts'
import type { StoredText } from './stored-texts.ts'

type Shadowed = { song: string; textId: number; meaningJson: string | null }

/** Rows of the catalogue are made for so many texts in one transaction. */
const textsPerWrite = 30

/** Meanings that are to be swapped in, of this connection alone. */
export type MeaningsShadow = {
  add(song: string, text: StoredText, meaning: Meaning | undefined): void
  count(): number
  /** In parts of about so many texts, no song in two. */
  parts(most: number): Shadowed[][]
  /** Swaps a part in, in one transaction. Where ledger or catalogue are others by now, it is derived again. */
  swap(part: readonly Shadowed[]): Derived
  /** Makes the rows of the catalogue that some texts lack; a transaction a step. */
  makeRows(lacking: readonly { song: string; text: StoredText }[]): Generator<void>
}

export function openMeaningsShadow(db: WriteDb): MeaningsShadow {
  db.sqlite.exec('CREATE TEMP TABLE IF NOT EXISTS meanings_shadow (song TEXT NOT NULL, textId INTEGER NOT NULL, meaningJson TEXT, PRIMARY KEY (song, textId)) WITHOUT ROWID; DELETE FROM temp.meanings_shadow')
  const insert = db.prepare<[string, number, string | null], never>('INSERT INTO temp.meanings_shadow (song, textId, meaningJson) VALUES (?, ?, ?)')
  let stamp = derivationStamp(db)
  let isGood = true

  /** Writes of our own do not make the shadow stale, those of others do. */
  function writing<Result>(work: () => Result): Result {
    return db.transaction(() => {
      isGood &&= derivationStamp(db) === stamp
      const result = work()
      stamp = derivationStamp(db)
      return result
    })
  }

  function add(song: string, { id, album }: StoredText, meaning: Meaning | undefined): void {
    // A text that tells no album goes by others, which are yet to be swapped.
    insert.run(song, id, meaning && album !== '' ? JSON.stringify(meaning) : null)
  }

  return {
    add,
    count: () => db.prepare<[], number>('SELECT count(*) FROM temp.meanings_shadow').pluck().get() ?? 0,
    parts: (most) => {
      const parts: Shadowed[][] = []
      let song: string | undefined
      for (const text of db.prepare<[], Shadowed>('SELECT song, textId, meaningJson FROM temp.meanings_shadow ORDER BY song, textId').all()) {
        const part = parts.at(-1)
        if (part && (part.length < most || text.song === song)) part.push(text)
        else parts.push([text])
        song = text.song
      }
      return parts
    },
    swap: (part) =>
      writing(() => {
        const planned = new Map(isGood ? part.flatMap(({ textId, meaningJson }) => (meaningJson === null ? [] : [[textId, JSON.parse(meaningJson) as Meaning] as const])) : [])
        return deriveAgain(db, part.map(({ textId }) => textId), planned)
      }),
    makeRows: function* (lacking) {
      for (let from = 0; from < lacking.length; from += textsPerWrite) {
        writing(() => {
          const meanings = openMeanings(db)
          for (const { song, text } of lacking.slice(from, from + textsPerWrite)) add(song, text, text.album === '' ? undefined : meanings.of(text))
        })
        yield
      }
    },
  }
}
