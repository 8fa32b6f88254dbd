import type { WriteDb } from '#main/kernel/db/database.ts'
import { firstArtistKey, playTitleKey } from '#main/domains/plays/words.rules.ts'
import { rowKeyOf } from '#main/domains/plays/row-key.rules.ts'
import { inserter } from './bulk-write.ts'
import type { Chance } from './synthetic-names.ts'

const dayMs = 86_400_000
const span = 15 * 365 * dayMs

/** What the counters of tracks, albums and artists have to say about these plays. */
export type Tally = { plays: Int32Array; skips: Int32Array; heardMs: Float64Array; firstAt: Float64Array; lastAt: Float64Array }

/** Plays in order of time, as parallel arrays over play number. Track and album numbers count from 0. */
export type Plays = { count: number; track: Int32Array; startedAt: Float64Array; isCounted: Uint8Array }

/** Runs of tracks of favourite albums over fifteen years up to `now`, some of them skipped. */
export function drawPlays(chance: Chance, count: number, albumStarts: Int32Array, now: number): Plays {
  const track = new Int32Array(count)
  const startedAt = new Float64Array(count)
  const isCounted = new Uint8Array(count)
  const albums = albumStarts.length - 1
  const favourites = Int32Array.from({ length: albums }, (_, index) => index)
  for (let index = albums - 1; index > 0; index--) {
    const other = chance.below(index + 1)
    const kept = favourites[index] ?? 0
    favourites[index] = favourites[other] ?? 0
    favourites[other] = kept
  }
  for (let play = 0; play < count; ) {
    const album = favourites[chance.is(0.3) ? chance.below(albums) : chance.favoured(albums)] ?? 0
    const first = albumStarts[album] ?? 0
    const size = (albumStarts[album + 1] ?? 0) - first
    const from = chance.is(0.6) ? 0 : chance.below(size)
    for (let step = from; step < size && play < count; step++, play++) {
      track[play] = first + step
      startedAt[play] = Math.floor(now - span + ((play + chance.next()) * span) / count)
      isCounted[play] = chance.is(0.93) ? 1 : 0
      if (chance.is(0.08)) break
    }
  }
  return { count, track, startedAt: startedAt.sort(), isCounted }
}

/** Counts plays by the owner of each track (the track itself, its album, its artist). */
export function tallyPlays(plays: Plays, owners: number, ownerOf: (track: number) => number, durations: Int32Array): Tally {
  const tally: Tally = { plays: new Int32Array(owners), skips: new Int32Array(owners), heardMs: new Float64Array(owners), firstAt: new Float64Array(owners), lastAt: new Float64Array(owners) }
  for (let play = 0; play < plays.count; play++) {
    const track = plays.track[play] ?? 0
    const owner = ownerOf(track)
    const at = plays.startedAt[play] ?? 0
    if (plays.isCounted[play] === 0) {
      tally.skips[owner] = (tally.skips[owner] ?? 0) + 1
      continue
    }
    tally.plays[owner] = (tally.plays[owner] ?? 0) + 1
    tally.heardMs[owner] = (tally.heardMs[owner] ?? 0) + (durations[track] ?? 0)
    if (!tally.firstAt[owner]) tally.firstAt[owner] = at
    tally.lastAt[owner] = at
  }
  return tally
}

/** Texts of one track as heard. */
export type Heard = { title: string; artist: string; album: string | null; albumId: number | null; artistId: number; durationMs: number }

/** Writes the plays with their one witness, a text for each track heard and the figures of both; `heardOf` describes a track by number. Days are those of UTC+1. */
export function writePlays(db: WriteDb, plays: Plays, tally: Tally, heardOf: (track: number) => Heard): void {
  const insert = inserter(db, 'listening_history', ['heardTextId', 'startedAt', 'zone', 'localDay', 'durationMs', 'heardMs', 'how', 'isCounted'] as const)
  const witness = inserter(db, 'play_witnesses', ['playId', 'source', 'rowKey', 'startedAt', 'precisionMs', 'heardTextId', 'heardMs', 'how', 'isCounted'] as const)
  const textIds = writeTexts(db, plays, tally, heardOf)
  const months = new Map<number, { plays: number; heardMs: number }>()
  let lastDay = -1
  let localDay = 0
  for (let play = 0; play < plays.count; play++) {
    const track = plays.track[play] ?? 0
    const startedAt = plays.startedAt[play] ?? 0
    const isCounted = plays.isCounted[play] ?? 0
    const { durationMs, artist, title, album } = heardOf(track)
    const heardMs = isCounted ? durationMs : 9000
    const textId = textIds.get(track) ?? 0
    const day = Math.floor((startedAt + 3_600_000) / dayMs)
    if (day !== lastDay) {
      const date = new Date(day * dayMs)
      lastDay = day
      localDay = date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
    }
    insert([textId, startedAt, 'Europe/Paris', localDay, durationMs, heardMs, 'stream', isCounted])
    witness([play + 1, 'lastfm', rowKeyOf({ artist, title, album }, 0), startedAt, 1000, textId, heardMs, 'stream', isCounted])
    if (isCounted === 0) continue
    const key = Math.floor(localDay / 100) * 10_000_000 + textId
    const month = months.get(key)
    if (month) {
      month.plays++
      month.heardMs += heardMs
    } else months.set(key, { plays: 1, heardMs })
  }
  const monthRow = inserter(db, 'play_months', ['month', 'heardTextId', 'plays', 'heardMs'] as const)
  for (const [key, { plays: count, heardMs }] of months) monthRow([Math.floor(key / 10_000_000), key % 10_000_000, count, heardMs])
}

/** A text for each track that was heard, in the words of the catalogue; ids by track number. */
function writeTexts(db: WriteDb, plays: Plays, tally: Tally, heardOf: (track: number) => Heard): Map<number, number> {
  const insert = inserter(db, 'heard_texts', [
    'id', 'artistText', 'titleText', 'albumText', 'artistKey', 'titleKey', 'artistName', 'titleName', 'albumName', 'trackId', 'albumId', 'artistId', 'matchedBy', 'plays', 'skips', 'heardMs', 'firstPlayedAt', 'lastPlayedAt',
  ] as const)
  const ids = new Map<number, number>()
  const known = new Set<string>()
  for (const track of plays.track) {
    if (ids.has(track)) continue
    const id = ids.size + 1
    ids.set(track, id)
    const { artist, title, album, albumId, artistId } = heardOf(track)
    // Some names come twice on an album; words stand for one text only.
    const name = `${artist}/${title}/${album}`
    const titleText = known.has(name) ? `${title} (${track})` : title
    known.add(name)
    insert([
      id, artist, titleText, album ?? '', firstArtistKey(artist), playTitleKey(titleText), artist, title, album ?? '', track + 1, albumId, artistId, 'exact',
      tally.plays[track] ?? 0, tally.skips[track] ?? 0, tally.heardMs[track] ?? 0, tally.firstAt[track] || null, tally.lastAt[track] || null,
    ])
  }
  return ids
}
