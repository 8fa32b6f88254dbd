// Changes a person asks for that are larger than one transaction.
import type { WriteDb } from '#main/kernel/db/database.ts'
import { tidySearch } from '#main/domains/search/search.service.ts'
import { openCatalogueWriter } from '../identity/catalogue-writer.ts'
import type { Steps } from '../identity/catalogue-writer.ts'
import type { Touched } from '../identity/touched.ts'
import { joinFiles, regroup } from './moves.ts'
import { forgetFile, removeFolderRows } from './removal.ts'
import { dropUnusedGenres } from './scan.repo.ts'
import { letOthersWrite } from './write-pause.ts'

export type TaskDeps = { db: WriteDb; clock: { now(): number }; throwIfAborted(): void; onWritten(done: number): void }

/** Runs steps, then whatever grouping they ask for, in short transactions. */
async function run({ db, clock, throwIfAborted, onWritten }: TaskDeps, begin: (touched: Touched, due: Set<number>, onStep: (done: number) => void, moved: Set<number>) => Steps): Promise<void> {
  const catalogue = openCatalogueWriter(db, clock)
  const due = new Set<number>()
  const moved = new Set<number>()
  let done = 0
  catalogue.addSteps((touched) => begin(touched, due, (count) => (done = count), moved))
  catalogue.addSteps(function* () {
    regroup(db, catalogue, due, moved)
    dropUnusedGenres(db)
    yield
  })
  while (catalogue.writeSome()) {
    onWritten(done)
    await letOthersWrite()
    throwIfAborted()
  }
  while (tidySearch(db)) await letOthersWrite()
}

/** Removes the rows of a library folder; the files on disk are not touched. */
export async function removeFolder(deps: TaskDeps, folderId: number): Promise<void> {
  await run(deps, (touched, _due, onStep) => removeFolderRows(deps.db, folderId, touched, onStep))
}

/** Removes the rows of missing files: these, or all. Returns how many. */
export async function forgetMissing(deps: TaskDeps, fileIds: readonly number[] | null): Promise<number> {
  const { db } = deps
  const missing = fileIds ?? db.prepare<[], number>('SELECT id FROM files WHERE missingSince IS NOT NULL').pluck().all()
  const isMissing = db.prepare<[number], number>('SELECT 1 FROM files WHERE id = ? AND missingSince IS NOT NULL').pluck()
  let removed = 0
  await run(deps, function* (touched, due, onStep) {
    for (const id of missing) {
      // It may be back by now.
      if (!isMissing.get(id)) continue
      const directoryId = forgetFile(db, id, touched)
      if (directoryId !== undefined) due.add(directoryId)
      onStep(++removed)
      yield
    }
  })
  return removed
}

/** Lets a missing file take the place of a new one, or notes that they are two. */
export async function decideMove(deps: TaskDeps, newFileId: number, missingFileId: number, isSame: boolean): Promise<void> {
  const { db } = deps
  await run(deps, function* (touched, due, _onStep, moved) {
    moved.add(missingFileId)
    if (isSame) for (const id of joinFiles(db, newFileId, missingFileId, touched)) due.add(id)
    else db.prepare<[number, number], never>('UPDATE move_candidates SET isRejected = 1 WHERE newFileId = ? AND missingFileId = ?').run(newFileId, missingFileId)
    yield
  })
}
