import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { correctionSchema } from '#shared/contract/corrections.contract.ts'
import type { Correction, CorrectionEntry } from '#shared/contract/corrections.contract.ts'

/** The words single plays had before they were given a track: they go back to them. */
type Bases = { playId: number; heardTextId: number }[]

export type StoredCorrection = CorrectionEntry & { bases: Bases }

type Row = { id: number; kind: string; payloadJson: string; texts: number; plays: number; createdAt: number; undoneAt: number | null }

const columns = 'id, kind, payloadJson, texts, plays, createdAt, undoneAt'

function stored({ kind, payloadJson, ...row }: Row): StoredCorrection {
  const { bases = [], ...payload } = JSON.parse(payloadJson) as { bases?: Bases }
  return { ...row, correction: correctionSchema.parse({ ...payload, kind }), bases }
}

export function insertCorrection(db: WriteDb, { kind, ...payload }: Correction, bases: Bases, createdAt: number): number {
  const json = JSON.stringify(bases.length > 0 ? { ...payload, bases } : payload)
  return Number(db.prepare<[string, string, number], never>('INSERT INTO corrections (kind, payloadJson, texts, plays, createdAt) VALUES (?, ?, 0, 0, ?)').run(kind, json, createdAt).lastInsertRowid)
}

export function noteEffect(db: WriteDb, id: number, { texts, plays }: { texts: number; plays: number }): void {
  db.prepare<[number, number, number], never>('UPDATE corrections SET texts = ?, plays = ? WHERE id = ?').run(texts, plays, id)
}

export function markUndone(db: WriteDb, id: number, undoneAt: number): void {
  db.prepare<[number, number], never>('UPDATE corrections SET undoneAt = ? WHERE id = ?').run(undoneAt, id)
}

export function findCorrection(db: ReadDb, id: number): StoredCorrection | undefined {
  const row = db.prepare<[number], Row>(`SELECT ${columns} FROM corrections WHERE id = ?`).get(id)
  return row && stored(row)
}

export function countCorrections(db: ReadDb): number {
  return db.prepare<[], number>('SELECT count(*) FROM corrections').pluck().get() ?? 0
}

export function listCorrections(db: ReadDb, { offset, limit }: { offset: number; limit: number }): CorrectionEntry[] {
  return db.prepare<[number, number], Row>(`SELECT ${columns} FROM corrections ORDER BY id DESC LIMIT ? OFFSET ?`).all(limit, offset).map((row) => {
    const { bases: _bases, ...entry } = stored(row)
    return entry
  })
}

/** Choices of a track for single plays, oldest first, undone ones as well. */
export function listPlayChoices(db: ReadDb): (StoredCorrection & { correction: { kind: 'assign-track' } })[] {
  const rows = db.prepare<[], Row>(`SELECT ${columns} FROM corrections WHERE kind = 'assign-track' AND payloadJson LIKE '%"playIds":%' ORDER BY id`).all()
  return rows.map(stored).filter((each): each is StoredCorrection & { correction: { kind: 'assign-track' } } => each.correction.kind === 'assign-track')
}
