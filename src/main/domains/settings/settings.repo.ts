import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'

export function listSettings(db: ReadDb): { key: string; valueJson: string }[] {
  return db.prepare<[], { key: string; valueJson: string }>('SELECT key, valueJson FROM settings').all()
}

export function saveSetting(db: WriteDb, key: string, valueJson: string, updatedAt: number): void {
  db.prepare('INSERT INTO settings VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET valueJson = excluded.valueJson, updatedAt = excluded.updatedAt').run(key, valueJson, updatedAt)
}
