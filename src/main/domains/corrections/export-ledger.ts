import { findText } from '#main/domains/plays/ledger.service.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { countCorrections, listCorrections } from './corrections.repo.ts'

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** The ledger as JSON, oldest first; words and tracks that are known by their ids only are spelled out. */
export function exportLedger(db: ReadDb, now: number): string {
  const track = db.prepare<[number], { artist: string; title: string; album: string | null }>('SELECT artistText AS artist, title, albumText AS album FROM tracks WHERE id = ?')
  const corrections = listCorrections(db, { offset: 0, limit: countCorrections(db) })
    .toReversed()
    .map(({ id, correction, texts, plays, createdAt, undoneAt }) => {
      const text = correction.kind === 'assign-track' ? findText(db, correction.heardTextId) : undefined
      return {
        id,
        createdAt: iso(createdAt),
        undoneAt: iso(undoneAt),
        texts,
        plays,
        ...correction,
        ...(text && { heard: { artist: text.artist, title: text.title, album: text.album || null, albumArtist: text.albumArtist || null, recordingMbid: text.recordingMbid || null } }),
        ...(correction.kind === 'assign-track' && { track: track.get(correction.trackId) ?? null }),
      }
    })
  return `${JSON.stringify({ format: 'sillon-corrections', version: 1, exportedAt: iso(now), corrections }, null, 2)}\n`
}
