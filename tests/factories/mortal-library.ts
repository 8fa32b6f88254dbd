import { onTestFinished } from 'vitest'
import { openDatabase } from '#main/kernel/db/database.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'

/** A connection that dies after so many uses, in the middle of a transaction if that is where it is: nothing it is asked works from then on. */
export type MortalLibrary = WriteDb & { readonly isDead: boolean; close(): void }

/** Opens a library for one life. What a transaction had written when it died is taken back, as after a kill. */
export function openMortalLibrary(path: string, uses: number): MortalLibrary {
  const db = openDatabase({ path })
  let left = uses
  const live = <Args extends unknown[], Result>(use: (...args: Args) => Result) => (...args: Args): Result => {
    left -= 1
    if (left < 0) throw new Error('killed')
    return use(...args)
  }
  let isOpen = true
  const close = (): void => {
    if (isOpen) db.close()
    isOpen = false
  }
  onTestFinished(close)
  return {
    sqlite: db.sqlite,
    close,
    get isDead() {
      return left < 0
    },
    prepare: live(db.prepare) as WriteDb['prepare'],
    all: live(db.all) as WriteDb['all'],
    get: live(db.get) as WriteDb['get'],
    run: live(db.run),
    transaction: live(db.transaction) as WriteDb['transaction'],
    snapshot: live(db.snapshot) as WriteDb['snapshot'],
  }
}
