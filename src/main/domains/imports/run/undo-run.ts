import type { Clock } from '#main/kernel/clock.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { takeBackImport } from '#main/domains/plays/take-back-import.service.ts'
import type { PlayTime } from '#main/domains/plays/record-plays.service.ts'
import { markUndone, removeFigures, removeFiles, removeLoves } from '../imports.repo.ts'
import { createPace } from './pace.ts'
import type { Rest } from './rest.ts'

const atOnce = 500

export type UndoRun = { db: WriteDb; clock: Clock; time: PlayTime; rest: Rest; throwIfAborted(): void; onProgress(progress: { done: number }): void }

/** Takes an import back in small steps, each whole. Stopped half-way it goes on where it was. */
export async function undoImport({ db, clock, time, rest, throwIfAborted, onProgress }: UndoRun, importId: number): Promise<{ removed: number }> {
  const pace = createPace()
  let done = 0
  let removed = 0
  for (let hasMore = true; hasMore; ) {
    throwIfAborted()
    const begun = performance.now()
    const step = db.transaction(() => takeBackImport(db, importId, pace.size(), time))
    pace.took(step.witnesses, performance.now() - begun)
    done += step.witnesses
    removed += step.removed
    hasMore = step.hasMore
    onProgress({ done })
    await rest()
  }
  while (db.transaction(() => removeLoves(db, importId, atOnce))) await rest()
  while (db.transaction(() => removeFigures(db, importId, atOnce))) await rest()
  db.transaction(() => {
    removeFiles(db, importId)
    markUndone(db, importId, clock.now())
  })
  return { removed }
}
