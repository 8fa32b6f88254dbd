// Writes in short transactions, so that the library stays readable and usable all the time. A kill leaves whole steps behind,
// and a note where a large folder was interrupted.
import type { WriteDb } from '#main/kernel/db/database.ts'
import { refreshSearch, tidySearch } from '#main/domains/search/search.service.ts'
import { openNames } from './names.repo.ts'
import { planUnit } from './plan.ts'
import type { Unit } from './plan.ts'
import { openPlanWriter } from './plan-writer.ts'
import { dropUnusedArtists, refreshAlbums } from './settle.ts'
import { nothingTouched } from './touched.ts'
import type { Touched } from './touched.ts'

/** Of the 15 ms a transaction may take; the rest is for the commit and for slower machines. */
const targetMs = 10
const mostSteps = 400
/** Units with up to this many new files are planned inside the transaction that writes them; planning others takes too long for that. */
const smallUnit = 40
const transactionsPerTidying = 24

/** Work cut into steps; a transaction may end after any of them. */
export type Steps = Generator<void, void, void>

export type CatalogueWriter = {
  /** Groups the files of a unit and writes them. Everything is written in the order given. */
  addUnit(unit: Unit): void
  /** Other writing; what it touches is settled in the same transaction. */
  addSteps(begin: (touched: Touched) => Steps): void
  /** How many files wait. */
  waiting(): number
  /** Writes one transaction; true while more waits. */
  writeSome(): boolean
}

type Task = { unit: Unit | undefined; begin: () => Steps }
type Running = { unit: Unit | undefined; steps: Steps; isMarked: boolean }

export function openCatalogueWriter(db: WriteDb, clock: { now(): number }): CatalogueWriter {
  const names = openNames(db)
  const writer = openPlanWriter(db, names, clock)
  const markDue = db.prepare<[number], never>('INSERT OR IGNORE INTO directories_to_group (directoryId) VALUES (?)')
  const clearDue = db.prepare<[number], never>('DELETE FROM directories_to_group WHERE directoryId = ?')
  const touched = nothingTouched()
  const queue: Task[] = []
  let current: Running | undefined
  let waiting = 0
  let transactions = 0
  /** What the end of a transaction takes, learned while running. */
  let settleMs = 3

  function settle(): void {
    const started = performance.now()
    const artistIds = new Set([...touched.artistIds, ...names.takeNewArtists()])
    if (dropUnusedArtists(db, touched.artistIds)) names.forget()
    refreshAlbums(db, touched.albumIds)
    refreshSearch(db, { trackIds: touched.trackIds, albumIds: touched.albumIds, artistIds })
    clearTouched()
    settleMs = settleMs * 0.8 + (performance.now() - started) * 0.2
  }

  function clearTouched(): void {
    for (const ids of Object.values(touched)) ids.clear()
  }

  function isSmall({ unit }: Task): boolean {
    return unit === undefined || (unit.isNew && unit.changed.length <= smallUnit)
  }

  function next(): Running | undefined {
    const task = queue.shift()
    return task && { unit: task.unit, steps: task.begin(), isMarked: task.unit?.isMarked ?? false }
  }

  function finish({ unit, isMarked }: Running): void {
    if (unit && isMarked) for (const id of unit.directoryIds) clearDue.run(id)
    waiting -= unit?.changed.length ?? 0
    current = undefined
  }

  function writeSteps(): void {
    const until = performance.now() + Math.max(2, targetMs - settleMs)
    for (let steps = 0; steps < mostSteps && performance.now() < until; steps++) {
      if (!current && queue[0] && isSmall(queue[0])) current = next()
      if (!current) return
      if (current.steps.next().done) finish(current)
    }
    if (!current?.unit || current.isMarked) return
    for (const id of current.unit.directoryIds) markDue.run(id)
    current.isMarked = true
  }

  return {
    addUnit: (unit) => {
      queue.push({ unit, begin: () => writer.write(planUnit(db, unit), touched) })
      waiting += unit.changed.length
    },
    addSteps: (begin) => {
      queue.push({ unit: undefined, begin: () => begin(touched) })
    },
    waiting: () => waiting,
    writeSome: () => {
      current ??= next()
      if (!current) return false
      try {
        db.transaction(() => {
          writeSteps()
          settle()
        })
      } catch (error) {
        // What was undone must not be remembered.
        names.forget()
        clearTouched()
        throw error
      }
      if (++transactions % transactionsPerTidying === 0) tidySearch(db)
      return current !== undefined || queue.length > 0
    },
  }
}
