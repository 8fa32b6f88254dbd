import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPlayback } from '#main/domains/playback/playback-session.ts'
import type { Playback, PlaybackSources } from '#main/domains/playback/playback-session.ts'
import { query } from '#main/kernel/db/query.ts'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import type { TrackRow } from '#shared/contract/catalogue.contract.ts'
import { settingsSchema } from '#shared/contract/settings.contract.ts'
import { temporaryFolder, testContext } from './library.ts'
import { addFile, addFolder, addTrack } from './tracks.ts'
import type { NewTrack } from './tracks.ts'

/** Rows of tracks with what playback looks at. */
export function readTracks(db: ReadDb, trackIds: readonly number[]): TrackRow[] {
  const rows = db.all(query.selectFrom('tracks').selectAll().where('id', 'in', [...trackIds]))
  return rows.map((row) => ({
    id: row.id, title: row.title, artist: row.artistText, artistId: null, album: row.albumText, albumId: row.albumId, coverHash: null, year: row.year, genre: row.genreText,
    discNumber: row.discNumber, trackNumber: row.trackNumber, durationMs: row.durationMs, codec: row.codec, bitrate: row.bitrate, sampleRate: row.sampleRate, bitsPerSample: row.bitsPerSample,
    isLossless: row.isLossless === 1, isOnDisk: row.isOnDisk === 1, copies: 0, plays: row.plays, lastPlayedAt: row.lastPlayedAt, addedAt: row.addedAt, rating: row.rating, isLoved: row.lovedAt !== null,
  }))
}

/** Playback of a new library. `reopen` starts it again as after a crash. */
export function testPlayback(options: { settings?: Partial<ReturnType<typeof settingsSchema.parse>>; canTranscode?: boolean; playEnded?: (playId: number) => void } = {}) {
  const ctx = testContext()
  const settings = settingsSchema.parse(options.settings ?? {})
  const sources: PlaybackSources = { settings: () => settings, tracksByIds: (ids) => readTracks(ctx.db, ids), canTranscode: async () => options.canTranscode ?? true, playEnded: options.playEnded ?? (() => undefined) }
  const folder = temporaryFolder()
  const directoryId = addFolder(ctx.db, folder)
  const reopen = (): Playback => openPlayback(ctx, sources)
  return { ...ctx, folder, directoryId, playback: reopen(), reopen, settings }
}

/** A track whose one file is really there, as an MP3 by name. */
export function addPlayableTrack({ db, folder, directoryId }: { db: WriteDb; folder: string; directoryId: number }, track: NewTrack = {}): number {
  const trackId = addTrack(db, track)
  const name = `${trackId}.mp3`
  writeFileSync(join(folder, name), 'not really audio')
  addFile(db, { directoryId, trackId, name, durationMs: track.durationMs === undefined ? 200_000 : track.durationMs })
  return trackId
}
