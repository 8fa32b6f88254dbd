import type { ReadDb } from '#main/kernel/db/database.ts'
import { isDiscFolder } from './title.rules.ts'

type Row = { id: number; parentId: number | null; path: string | Uint8Array }

function nameOf({ path }: Row): string {
  const text = typeof path === 'string' ? path : Buffer.from(path).toString('latin1')
  return text.slice(text.lastIndexOf('/') + 1)
}

/** The directories that are looked at together with this one: an album's folder and its disc folders. */
export function unitDirectories(db: ReadDb, directoryId: number): number[] {
  const find = db.prepare<[number], Row>('SELECT id, parentId, path FROM directories WHERE id = ?')
  const own = find.get(directoryId)
  if (!own) return []
  const root = own.parentId !== null && isDiscFolder(nameOf(own)) ? (find.get(own.parentId) ?? own) : own
  const below = db.prepare<[number], Row>('SELECT id, parentId, path FROM directories WHERE parentId = ?').all(root.id)
  return [root.id, ...below.filter((row) => isDiscFolder(nameOf(row))).map(({ id }) => id)]
}
