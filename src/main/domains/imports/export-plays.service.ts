import type { ReadDb } from '#main/kernel/db/database.ts'
import type { PlayHow } from '#shared/contract/plays.contract.ts'
import { neutralise, ownColumns } from './formats/own-csv.ts'

/** What plays are written as; each of them is read again by an import. */
export const exportFormats = ['listenbrainz', 'csv', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]

type Words = { artist: string; track: string; album: string; albumArtist: string; recordingMbid: string }
type Facts = { startedAt: number; zone: string | null; durationMs: number | null; heardMs: number | null; how: PlayHow; isCounted: number }
type StoredPlay = Words & Facts & { id: number }
type StoredWitness = Words & Facts & { playId: number; source: string; precisionMs: number | null; rowKey: number }

const atOnce = 1_000
const words = 'text.artistText AS artist, text.titleText AS track, text.albumText AS album, text.albumArtistText AS albumArtist, text.recordingMbid'
const facts = ['startedAt', 'zone', 'durationMs', 'heardMs', 'how', 'isCounted']
const factsOf = (table: string): string => facts.map((name) => `${table}.${name}`).join(', ')

/** Plays that have ended and were not taken back, oldest first. */
function* windows(db: ReadDb): Generator<StoredPlay[]> {
  const read = db.prepare<[number, number, number], StoredPlay>(
    `SELECT play.id, ${factsOf('play')}, ${words} FROM listening_history AS play JOIN heard_texts AS text ON text.id = play.heardTextId
     WHERE (play.startedAt, play.id) > (?, ?) AND play.heartbeatAt IS NULL AND play.deletedAt IS NULL ORDER BY play.startedAt, play.id LIMIT ?`,
  )
  let last = { startedAt: Number.MIN_SAFE_INTEGER, id: 0 }
  for (;;) {
    const plays = read.all(last.startedAt, last.id, atOnce)
    if (plays.length > 0) yield plays
    const end = plays.at(-1)
    if (!end || plays.length < atOnce) return
    last = end
  }
}

/** Empty words are left out, and facts stand under the names of the command line: `durationMs` is what was heard. */
function told({ artist, track, album, albumArtist, recordingMbid, startedAt, zone, durationMs, heardMs, how, isCounted }: Words & Facts) {
  return {
    startedAt: new Date(startedAt).toISOString(),
    zone,
    artist,
    track,
    ...(album && { album }),
    ...(albumArtist && { albumArtist }),
    ...(recordingMbid && { recordingMbid }),
    durationMs: heardMs,
    lengthMs: durationMs,
    how,
    isCounted: isCounted === 1,
  }
}

function* jsonLines(db: ReadDb): Generator<string> {
  const read = db.prepare<[string], StoredWitness>(
    `SELECT witness.playId, witness.source, witness.precisionMs, witness.rowKey, ${factsOf('witness')}, ${words}
     FROM play_witnesses AS witness JOIN heard_texts AS text ON text.id = witness.heardTextId
     WHERE witness.playId IN (SELECT value FROM json_each(?)) ORDER BY witness.playId, witness.id`,
  )
  for (const plays of windows(db)) {
    const witnesses = Map.groupBy(read.all(JSON.stringify(plays.map(({ id }) => id))), ({ playId }) => playId)
    yield plays
      .map((play) => {
        const seen = (witnesses.get(play.id) ?? []).map((witness) => ({ source: witness.source, ...told(witness), precisionMs: witness.precisionMs, rowKey: witness.rowKey }))
        return `${JSON.stringify({ ...told(play), witnesses: seen })}\n`
      })
      .join('')
  }
}

function field(value: string | number | null): string {
  const text = value === null ? '' : typeof value === 'number' ? String(value) : neutralise(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function* csv(db: ReadDb): Generator<string> {
  yield `${ownColumns.join(',')}\n`
  for (const plays of windows(db)) {
    yield plays
      .map((play) => {
        const { artist, track, album, albumArtist, startedAt, zone, heardMs, durationMs, how, isCounted, recordingMbid } = play
        return `${[artist, track, album, albumArtist, new Date(startedAt).toISOString(), zone, heardMs, durationMs, how, isCounted, recordingMbid].map(field).join(',')}\n`
      })
      .join('')
  }
}

function* listenbrainz(db: ReadDb): Generator<string> {
  for (const plays of windows(db)) {
    yield plays
      .map(({ artist, track, album, albumArtist, recordingMbid, startedAt, zone, durationMs, heardMs, how, isCounted }) => {
        const listen = {
          listened_at: Math.floor(startedAt / 1000),
          track_metadata: {
            artist_name: artist,
            track_name: track,
            ...(album && { release_name: album }),
            additional_info: {
              ...(durationMs !== null && { duration_ms: durationMs }),
              ...(recordingMbid && { recording_mbid: recordingMbid }),
              ...(albumArtist && { release_artist_name: albumArtist }),
              submission_client: 'Sillon',
              // What the format has no place for, so that nothing is lost on the way back.
              sillon: { startedAt, zone, heardMs, how, isCounted: isCounted === 1 },
            },
          },
        }
        return `${JSON.stringify(listen)}\n`
      })
      .join('')
  }
}

const writers = { listenbrainz, csv, jsonl: jsonLines }

/** Every play as text, some thousand at a time. */
export function exportPlays(db: ReadDb, format: ExportFormat): Generator<string> {
  return writers[format](db)
}
