import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openDatabase } from '#main/kernel/db/database.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { migrate, readMigrations } from '#main/kernel/db/migrate.ts'
import { inlineReader } from '#main/kernel/db/reads.ts'
import { createEvents } from '#main/kernel/events.ts'
import { silentLog } from '#main/kernel/log.ts'
import { dataPaths } from '#main/kernel/paths.ts'
import type { AppEvent } from '#shared/contract/events.contract.ts'

/** When to clean up: after the test, or (given `afterAll`) after the whole file. */
type WhenDone = (clean: () => void) => unknown

/** A folder of its own that disappears after the test. */
export function temporaryFolder(whenDone: WhenDone = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'sillon-test-'))
  whenDone(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

let template: string | undefined

function migratedTemplate(): string {
  if (template) return template
  const folder = mkdtempSync(join(tmpdir(), 'sillon-template-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  template = join(folder, 'library.db')
  const db = openDatabase({ path: template, journal: 'delete' })
  migrate(db, readMigrations('migrations/library'))
  db.close()
  return template
}

/** An empty, migrated library on disk; closed and removed after the test. */
export function openTestLibrary(folder?: string, whenDone: WhenDone = onTestFinished): WriteDb & { path: string } {
  const path = join(folder ?? temporaryFolder(whenDone), 'library.db')
  copyFileSync(migratedTemplate(), path)
  const db = openDatabase({ path })
  whenDone(() => db.close())
  return { ...db, path }
}

/** A clock the test moves. */
export type ManualClock = { now(): number; zone(): string; advance(ms: number): void; set(now: number, zone?: string): void }

/** Starts at 2026-01-01T12:00:00Z in Paris. */
export function manualClock(start = Date.UTC(2026, 0, 1, 12), zone = 'Europe/Paris'): ManualClock {
  let now = start
  let here = zone
  return {
    now: () => now,
    zone: () => here,
    advance: (ms) => {
      now += ms
    },
    set: (next, nextZone = here) => {
      now = next
      here = nextZone
    },
  }
}

/** The parts of a context that need no process around them: database, inline reader, events, clock, ids, paths. */
export function testContext() {
  const folder = temporaryFolder()
  const db = openTestLibrary(folder)
  const heard: AppEvent[] = []
  const events = createEvents((error) => {
    throw error
  })
  events.subscribe((event) => heard.push(event))
  let next = 0
  return {
    db,
    reader: inlineReader(db),
    events,
    heard,
    clock: manualClock(),
    ids: { uuid: () => `id-${++next}`, token: () => `token-${++next}` },
    log: silentLog,
    paths: dataPaths(folder),
  }
}
