import type { WriteDb } from '#main/kernel/db/database.ts'
import { isCountedPlay } from '#shared/model/scrobble-rules.ts'
import { recordPlays, rowKeyOf } from '../plays/record-plays.service.ts'
import type { PlayTime, SeenPlay } from '../plays/record-plays.service.ts'
import { takeBackSpins } from '../plays/take-back-spin.service.ts'
import type { Stretch } from './needle-clock.rules.ts'
import { deleteWritten, findAlbum, insertWritten, listWritten } from './needle.repo.ts'
import type { StoredSession, WrittenPlay } from './needle.repo.ts'

const source = { source: 'spin', accountId: null, importId: null }

const nameOf = ({ startedAt, rowKey, heardMs }: WrittenPlay): string => `${startedAt} ${rowKey} ${heardMs}`

function seenOf(db: WriteDb, session: StoredSession, { index, startedAt, heardMs }: Stretch): SeenPlay | null {
  const track = session.tracks[index]
  if (!track) return null
  const album = findAlbum(db, session.albumId)
  const words = { artist: track.artist, title: track.title, album: album?.title ?? null }
  return {
    ...words,
    albumArtist: album?.artist ?? null,
    recordingMbid: track.recordingMbid,
    startedAt,
    precisionMs: 1000,
    zone: null,
    durationMs: track.isGuessed ? null : track.durationMs,
    heardMs,
    how: session.how,
    isCounted: isCountedPlay(track.durationMs, heardMs),
    rowKey: rowKeyOf(words, 0),
    rawJson: null,
    pinnedTrackId: track.trackId,
  }
}

/**
 * Makes the plays of a session those that are over, and no others: writes what is missing, takes back what a lift at an
 * earlier moment undid. Returns whether anything changed. Inside a transaction.
 */
export function settleSpins(db: WriteDb, session: StoredSession, over: readonly Stretch[], time: PlayTime, onWritten: (playId: number) => void): boolean {
  const wanted = new Map(over.flatMap((stretch) => {
    const seen = seenOf(db, session, stretch)
    return seen ? [[nameOf({ startedAt: seen.startedAt, rowKey: seen.rowKey, heardMs: stretch.heardMs }), { seen, heardMs: stretch.heardMs }] as const] : []
  }))
  const written = listWritten(db, session.id)
  const kept = new Set(written.map(nameOf))
  const undone = written.filter((play) => !wanted.has(nameOf(play)))
  const missing = [...wanted].filter(([name]) => !kept.has(name)).map(([, play]) => play)
  if (undone.length > 0) takeBackSpins(db, undone, time)
  for (const play of undone) deleteWritten(db, session.id, play)
  const recorded = missing.length > 0 ? recordPlays(db, missing.map(({ seen }) => seen), source, time) : []
  for (const { seen, heardMs } of missing) insertWritten(db, session.id, { startedAt: seen.startedAt, rowKey: seen.rowKey, heardMs })
  for (const { playId } of recorded) onWritten(playId)
  return undone.length > 0 || missing.length > 0
}
