import { stat } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { TrackRow } from '#shared/contract/catalogue.contract.ts'
import type { DeckItem } from '#shared/contract/playback.contract.ts'
import type { Told, ToldValue } from '#shared/messages/say.ts'
import { query } from '#main/kernel/db/query.ts'
import { listPresentFiles } from './media/library-file.ts'
import type { LibraryFile } from './media/library-file.ts'
import { flacChannels, flacRate, isDecodable, isTranscodable } from './media/playable.rules.ts'
import type { Playback } from './playback-session.ts'
import { indexOfItem, neighbourOf, playingOrder } from './queue.rules.ts'
import type { Cursor, QueueEntry } from './queue.rules.ts'

/** So many tracks in a row without a file are a drive that is away, not files that went missing. */
const mostSkipped = 50

type Choice = { file: LibraryFile; isTranscoded: boolean }
type Unplayable = 'gone' | 'needs-ffmpeg' | 'unsupported'

async function isThere(file: LibraryFile): Promise<boolean> {
  try {
    return (await stat(file.path)).isFile()
  } catch {
    return false
  }
}

/** The best file that is there and can be played here; a file Chromium decodes before an equal one it does not. */
async function chooseFile({ ctx, sources }: Playback, trackId: number, wantsTranscoded: boolean): Promise<Choice | Unplayable> {
  const files = listPresentFiles(ctx.db, trackId)
  const canTranscode = await sources.canTranscode()
  const isAsGood = (one: LibraryFile, other: LibraryFile): boolean => one.isLossless === other.isLossless && one.bitsPerSample === other.bitsPerSample && one.sampleRate === other.sampleRate
  let why: Unplayable = 'gone'
  for (const file of files.toSorted((one, other) => (isAsGood(one, other) ? Number(isDecodable(other)) - Number(isDecodable(one)) : 0))) {
    const isTranscoded = wantsTranscoded || !isDecodable(file)
    if (isTranscoded && !isTranscodable(file)) why = 'unsupported'
    else if (isTranscoded && !canTranscode) why = 'needs-ffmpeg'
    else if (await isThere(file)) return { file, isTranscoded }
  }
  return why
}

function isBefore(one: TrackRow, other: TrackRow): boolean {
  const byDisc = (one.discNumber ?? 1) - (other.discNumber ?? 1)
  return byDisc < 0 || (byDisc === 0 && (one.trackNumber ?? 0) < (other.trackNumber ?? 0))
}

/** Whether the queue plays the track beside its neighbour on the album, in the album's order. */
function isAlbumRun({ queue, sources }: Playback, entry: QueueEntry, track: TrackRow): boolean {
  const order = playingOrder(queue)
  const at = indexOfItem(order, entry.itemId)
  if (at < 0 || track.albumId === null) return false
  const beside = [order[at - 1], order[at + 1]].map((other) => other && sources.tracksByIds([other.trackId])[0])
  const [before, after] = beside.map((other) => (other?.albumId === track.albumId ? other : undefined))
  return (before !== undefined && isBefore(before, track)) || (after !== undefined && isBefore(track, after))
}

function gainsOf({ ctx }: Playback, fileId: number) {
  return ctx.db.get(query.selectFrom('files').select(['trackGain', 'trackPeak', 'albumGain', 'albumPeak']).where('id', '=', fileId)) ?? { trackGain: null, trackPeak: null, albumGain: null, albumPeak: null }
}

function describe(playback: Playback, entry: QueueEntry, { file, isTranscoded }: Choice): DeckItem | undefined {
  const trackId = file.trackId ?? entry.trackId
  const track = playback.sources.tracksByIds([trackId])[0]
  if (!track) return undefined
  return {
    itemId: entry.itemId,
    trackId,
    fileId: file.id,
    url: `/media/${isTranscoded ? 'flac' : 'file'}/${file.id}`,
    codec: isTranscoded ? 'flac' : file.codec,
    isTranscoded,
    durationMs: file.durationMs,
    sampleRate: isTranscoded ? flacRate(file) : (file.sampleRate ?? null),
    channels: isTranscoded ? flacChannels(file) : file.channels,
    ...gainsOf(playback, file.id),
    isAlbumRun: isAlbumRun(playback, entry, track),
    track,
  }
}

const sentences: Record<Unplayable, Told> = {
  gone: say`The file is not there any more. If it lies on a drive that is not connected, connect it and try again.`,
  'needs-ffmpeg': say`This format needs ffmpeg, which was not found. Install ffmpeg, or say where it is in Settings under Playback.`,
  unsupported: say`This format cannot be played: neither Chromium nor ffmpeg knows it.`,
}

function titleOf({ sources }: Playback, { trackId }: QueueEntry): ToldValue {
  return sources.tracksByIds([trackId])[0]?.title ?? say`A track`
}

export async function deckItem(playback: Playback, { itemId, isTranscoded }: { itemId: number; isTranscoded: boolean }): Promise<DeckItem> {
  const entry = playback.queue.written.find((candidate) => candidate.itemId === itemId)
  if (!entry) throw new AppError('not-found', say`This track is not in the queue any more.`)
  const choice = await chooseFile(playback, entry.trackId, isTranscoded)
  const item = typeof choice === 'string' ? undefined : describe(playback, entry, choice)
  if (item) return item
  const why = typeof choice === 'string' ? choice : 'gone'
  throw new AppError(why === 'gone' ? 'unavailable' : 'unsupported', say`“${titleOf(playback, entry)}” cannot be played. ${sentences[why]}`)
}

export type NeighbourStep = { itemId: number | null; direction: 'next' | 'previous'; isManual: boolean }

/** The nearest item that can be played; the others on the way are skipped, and a person is told once of each. */
export async function neighbour(playback: Playback, { itemId, direction, isManual }: NeighbourStep): Promise<DeckItem | null> {
  const { ctx, stored, version } = playback
  let cursor: Cursor = itemId === stored.itemId ? stored : { itemId, followingId: null }
  for (let skipped = 0; skipped < mostSkipped; skipped += 1) {
    // What cannot be played is not repeated either.
    const entry = neighbourOf(playback.queue, cursor, stored.repeatMode, { direction, isManual: isManual || skipped > 0, seed: version })
    if (!entry) return null
    const choice = await chooseFile(playback, entry.trackId, false)
    const item = typeof choice === 'string' ? undefined : describe(playback, entry, choice)
    if (item) return item
    tellSkipped(playback, entry, typeof choice === 'string' ? choice : 'gone')
    cursor = { itemId: entry.itemId, followingId: null }
  }
  ctx.events.publish({ type: 'notice.raised', level: 'error', code: 'playback.gaveUp', told: say`None of ${mostSkipped} tracks in a row could be played, so playing has stopped. If they lie on a drive that is not connected, connect it and play again.` })
  return null
}

function tellSkipped(playback: Playback, entry: QueueEntry, why: Unplayable): void {
  if (playback.toldOf.has(entry.itemId)) return
  playback.toldOf.add(entry.itemId)
  playback.ctx.events.publish({ type: 'notice.raised', level: 'warning', code: 'playback.skipped', told: say`“${titleOf(playback, entry)}” was skipped. ${sentences[why]}` })
}
