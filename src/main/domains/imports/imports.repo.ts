import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import type { ImportReport } from '#shared/contract/imports.contract.ts'
import type { FileRow } from './formats/file-row.ts'
import type { FileReport } from './run/file-report.ts'

export type ImportState = 'running' | 'done' | 'failed' | 'undone'
export type StoredImport = { id: number; name: string; optionsJson: string; state: ImportState; reportJson: string; startedAt: number; endedAt: number | null; undoneAt: number | null }

/** One that was cancelled, or whose job is gone, runs no more, whatever its row says. */
const runs = `EXISTS (SELECT 1 FROM jobs WHERE dedupeKey = 'imports.run:' || imports.id AND state IN ('queued', 'running'))`
const columns = `id, name, optionsJson, CASE WHEN state = 'running' AND NOT ${runs} THEN 'failed' ELSE state END AS state, reportJson, startedAt, endedAt, undoneAt`

export function findImport(db: ReadDb, id: number): StoredImport | undefined {
  return db.prepare<[number], StoredImport>(`SELECT ${columns} FROM imports WHERE id = ?`).get(id)
}

export function listImports(db: ReadDb): StoredImport[] {
  return db.prepare<[], StoredImport>(`SELECT ${columns} FROM imports ORDER BY id DESC`).all()
}

export function insertImport(db: WriteDb, { name, optionsJson, report, now }: { name: string; optionsJson: string; report: ImportReport; now: number }): number {
  const { lastInsertRowid } = db
    .prepare<unknown[], never>("INSERT INTO imports (name, optionsJson, state, reportJson, startedAt) VALUES (?, ?, 'running', ?, ?)")
    .run(name, optionsJson, JSON.stringify(report), now)
  return Number(lastInsertRowid)
}

/** One that failed is tried again. */
export function resumeImport(db: WriteDb, id: number): void {
  db.prepare<[number], never>("UPDATE imports SET state = 'running', endedAt = NULL WHERE id = ?").run(id)
}

/** Ends an import one way or the other. */
export function endImport(db: WriteDb, id: number, state: 'done' | 'failed', now: number): void {
  db.prepare<unknown[], never>('UPDATE imports SET state = ?, endedAt = ? WHERE id = ?').run(state, now, id)
}

export function updateReport(db: WriteDb, id: number, report: ImportReport): void {
  db.prepare<unknown[], never>('UPDATE imports SET reportJson = ? WHERE id = ?').run(JSON.stringify(report), id)
}

export function markUndone(db: WriteDb, id: number, now: number): void {
  db.prepare<unknown[], never>("UPDATE imports SET state = 'undone', endedAt = coalesce(endedAt, $now), undoneAt = $now WHERE id = $id").run({ now, id })
}

/** How far one file of an import is: rows that were written, and what they came to. */
export type StoredFile = { rows: number; isDone: boolean; report: FileReport }

export function findFile(db: ReadDb, importId: number, position: number): StoredFile | undefined {
  const stored = db.prepare<[number, number], { rows: number; isDone: number; reportJson: string }>('SELECT rows, isDone, reportJson FROM import_files WHERE importId = ? AND position = ?').get(importId, position)
  return stored && { rows: stored.rows, isDone: stored.isDone === 1, report: JSON.parse(stored.reportJson) as FileReport }
}

export function listFileReports(db: ReadDb, importId: number): FileReport[] {
  return db.prepare<[number], string>('SELECT reportJson FROM import_files WHERE importId = ? ORDER BY position').pluck().all(importId).map((json) => JSON.parse(json) as FileReport)
}

export function upsertFile(db: WriteDb, importId: number, position: number, { rows, isDone, report }: StoredFile): void {
  db.prepare<unknown[], never>(
    `INSERT INTO import_files (importId, position, rows, isDone, reportJson) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (importId, position) DO UPDATE SET rows = excluded.rows, isDone = excluded.isDone, reportJson = excluded.reportJson`,
  ).run(importId, position, rows, isDone ? 1 : 0, JSON.stringify(report))
}

/** The whole import is summed up in its own row once it has ended. */
export function removeFiles(db: WriteDb, importId: number): void {
  db.prepare<[number], never>('DELETE FROM import_files WHERE importId = ?').run(importId)
}

/** Loves a track and remembers that this import did; false when it was loved already. */
export function insertLove(db: WriteDb, importId: number, trackId: number, lovedAt: number): boolean {
  const { changes } = db.prepare<[number, number], never>('UPDATE tracks SET lovedAt = ? WHERE id = ? AND lovedAt IS NULL').run(lovedAt, trackId)
  if (changes > 0) db.prepare<unknown[], never>('INSERT OR REPLACE INTO import_loves (importId, trackId, lovedAt) VALUES (?, ?, ?)').run(importId, trackId, lovedAt)
  return changes > 0
}

/** Takes back some of the loves an import set; one that was set anew since stays. False when none is left. */
export function removeLoves(db: WriteDb, importId: number, limit: number): boolean {
  const loves = db.prepare<[number, number], { trackId: number; lovedAt: number }>('SELECT trackId, lovedAt FROM import_loves WHERE importId = ? LIMIT ?').all(importId, limit)
  for (const { trackId, lovedAt } of loves) {
    db.prepare<[number, number], never>('UPDATE tracks SET lovedAt = NULL WHERE id = ? AND lovedAt = ?').run(trackId, lovedAt)
    db.prepare<[number, number], never>('DELETE FROM import_loves WHERE importId = ? AND trackId = ?').run(importId, trackId)
  }
  return loves.length === limit
}

/** How often a source says something was played in all; what it said before no longer holds. */
export function upsertFigure(db: WriteDb, importId: number, source: string, { total, play }: NonNullable<FileRow['figure']>): void {
  db.prepare<unknown[], never>(
    `INSERT INTO play_figures (source, titleText, artistText, albumText, albumArtistText, total, importId) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (titleText, artistText, albumText, albumArtistText, source) DO UPDATE SET total = excluded.total, importId = excluded.importId WHERE excluded.total > total`,
  ).run(source, play.title, play.artist, play.album ?? '', play.albumArtist ?? '', total, importId)
}

export function removeFigures(db: WriteDb, importId: number, limit: number): boolean {
  return db.prepare<[number, number], never>('DELETE FROM play_figures WHERE id IN (SELECT id FROM play_figures WHERE importId = ? LIMIT ?)').run(importId, limit).changes === limit
}
