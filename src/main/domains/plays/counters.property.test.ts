import { array, assert, boolean, constant, constantFrom, integer, nat, oneof, option, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import { wrongCounts } from '#tests/factories/plays.ts'
import { addAlbum, addTrack } from '#tests/factories/tracks.ts'
import { decidePair, editPlay } from './edit-plays.service.ts'
import { setDeleted } from './edit-plays.repo.ts'
import { recordPlays, rowKeyOf } from './record-plays.service.ts'
import type { SeenPlay } from './record-plays.service.ts'

const from = Date.UTC(2026, 0, 28, 12)
const time = { dayStartsAt: 0, zoneAt: () => 'Europe/Paris' }
const songs = 6
const at = integer({ min: 0, max: 8 * 24 * 60 }).map((minute) => from + minute * 60_000)
const heardMs = option(integer({ min: 0, max: 300_000 }))
const told = record({ song: nat(songs - 1), startedAt: at, heardMs, isCounted: boolean(), zone: constantFrom(null, 'Pacific/Auckland', 'Pacific/Honolulu') })

const step = oneof(
  { weight: 5, arbitrary: record({ kind: constant('record' as const), source: constantFrom('lastfm', 'listenbrainz', 'spotify-extended'), plays: array(told, { minLength: 1, maxLength: 12 }) }) },
  { weight: 2, arbitrary: record({ kind: constant('edit' as const), play: nat(), startedAt: option(at, { nil: undefined }), zone: constantFrom(undefined, 'Asia/Tokyo') }) },
  { weight: 2, arbitrary: record({ kind: constant('delete' as const), play: nat(), isDeleted: boolean() }) },
  { weight: 2, arbitrary: record({ kind: constant('join' as const), play: nat(), other: nat(), isOne: boolean() }) },
  { weight: 3, arbitrary: record({ kind: constant('mean' as const), text: nat(), trackId: option(integer({ min: 1, max: songs })), albumId: option(integer({ min: 1, max: 2 })), artistId: option(integer({ min: 1, max: 2 })), isHidden: boolean() }) },
  { weight: 2, arbitrary: record({ kind: constant('play' as const), text: nat(), startedAt: at, beats: array(record({ heardMs: integer({ min: 0, max: 300_000 }), isCounted: boolean() }), { maxLength: 3 }), isEnded: boolean() }) },
  { weight: 1, arbitrary: record({ kind: constant('retell' as const), play: nat(), text: nat() }) },
  { weight: 1, arbitrary: record({ kind: constant('remove' as const), play: nat() }) },
  { weight: 1, arbitrary: record({ kind: constant('forget' as const), trackId: integer({ min: 1, max: songs }) }) },
)
type Step = typeof step extends { generate: (...all: never[]) => { value: infer Value } } ? Value : never

function shelf(): WriteDb {
  const db = openTestLibrary()
  const albums = [addAlbum(db, { title: 'Blue Room', artist: 'Ana Ray' }), addAlbum(db, { title: 'Second', artist: 'The Band' })]
  for (let song = 0; song < songs; song++) addTrack(db, { title: `Song ${song}`, artist: song % 2 ? 'Ana Ray' : 'The Band', ...(song < 4 && { albumId: albums[song % 2] ?? 0 }) })
  return db
}

function seenPlay({ song, ...facts }: { song: number; startedAt: number; heardMs: number | null; isCounted: boolean; zone: string | null }): SeenPlay {
  const words = { artist: song % 2 ? 'Ana Ray' : 'The Band', title: `Song ${song}`, album: null }
  return { ...words, ...facts, albumArtist: null, recordingMbid: null, precisionMs: 1000, durationMs: 200_000, how: 'stream', rowKey: rowKeyOf(words, 0), rawJson: null }
}

function carryOut(db: WriteDb, one: Step): void {
  const ctx = { db, clock: { now: () => from * 2, zone: () => 'Europe/Paris' }, events: { publish: () => {}, publishSoon: () => {}, subscribe: () => () => {}, flush: () => {} } }
  const pick = (sql: string, number: number): number => {
    const ids = db.prepare<[], number>(sql).pluck().all()
    return ids[number % Math.max(1, ids.length)] ?? 0
  }
  const aPlay = (number: number): number => pick('SELECT id FROM listening_history WHERE heartbeatAt IS NULL ORDER BY id', number)
  const aText = (number: number): number => pick('SELECT id FROM heard_texts ORDER BY id', number)
  if (one.kind === 'record') db.transaction(() => recordPlays(db, one.plays.map(seenPlay), { source: one.source, accountId: null, importId: null }, time))
  else if (one.kind === 'edit') {
    const id = aPlay(one.play)
    if (id) editPlay(ctx, time, { id, startedAt: one.startedAt, zone: one.zone })
  } else if (one.kind === 'delete') setDeleted(db, aPlay(one.play), one.isDeleted ? 1 : null)
  else if (one.kind === 'join') {
    const [playId, otherId] = [aPlay(one.play), aPlay(one.other)]
    if (playId !== otherId) decidePair(ctx, time, { playId, otherId, isOne: one.isOne })
  } else if (one.kind === 'mean') {
    const { trackId, albumId, artistId } = one
    const known = (table: string, id: number | null): number | null => db.prepare<[number | null], number>(`SELECT id FROM ${table} WHERE id = ?`).pluck().get(id) ?? null
    db.prepare('UPDATE heard_texts SET trackId = ?, albumId = ?, artistId = ?, isHidden = ? WHERE id = ?').run(known('tracks', trackId), known('albums', albumId), known('artists', artistId), one.isHidden ? 1 : 0, aText(one.text))
  } else if (one.kind === 'play') {
    const text = aText(one.text)
    if (!text) return
    const { lastInsertRowid: id } = db
      .prepare("INSERT INTO listening_history (heardTextId, startedAt, zone, localDay, durationMs, heardMs, how, isCounted, heartbeatAt) VALUES (?, ?, 'UTC', 20260131, 200000, 0, 'file', 0, 1)")
      .run(text, one.startedAt)
    for (const { heardMs: ms, isCounted } of one.beats) db.prepare('UPDATE listening_history SET heardMs = ?, isCounted = ?, heartbeatAt = heartbeatAt + 1 WHERE id = ?').run(ms, isCounted ? 1 : 0, id)
    if (one.isEnded) db.prepare('UPDATE listening_history SET heartbeatAt = NULL WHERE id = ?').run(id)
  } else if (one.kind === 'retell') {
    const [play, text] = [aPlay(one.play), aText(one.text)]
    if (play) db.prepare('UPDATE listening_history SET heardTextId = ? WHERE id = ?').run(text, play)
  } else if (one.kind === 'remove') db.prepare('DELETE FROM listening_history WHERE id = ?').run(aPlay(one.play))
  else {
    db.prepare('UPDATE heard_texts SET trackId = NULL WHERE trackId = ?').run(one.trackId)
    db.prepare('DELETE FROM tracks WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tracks AS other WHERE other.mergedIntoId = tracks.id)').run(one.trackId)
  }
}

test('every figure is what a count over the plays gives, whatever was heard, changed, joined, taken back or understood anew', { timeout: 300_000 }, () => {
  assert(
    property(array(step, { maxLength: 25 }), (steps) => {
      const db = shelf()
      for (const one of steps) {
        carryOut(db, one)
        expect({ after: one.kind, wrong: wrongCounts(db) }).toEqual({ after: one.kind, wrong: [] })
      }
      expect(db.prepare('SELECT isByHand FROM play_upkeep').pluck().get()).toBe(0)
    }),
    process.env.SILLON_LONG ? { numRuns: 1000 } : { numRuns: 60, seed: 7 },
  )
})
