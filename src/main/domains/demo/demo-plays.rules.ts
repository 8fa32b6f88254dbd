import { isCountedPlay } from '#shared/model/scrobble-rules.ts'
import { listeningCalendar, sittingsOf } from './listening-calendar.rules.ts'
import type { ListenerDay, Sitting } from './listening-calendar.rules.ts'
import { seededRandom } from './seeded-random.ts'
import type { SeededRandom } from './seeded-random.ts'

export type HeardTrack = { id: number; artist: string; title: string; album: string | null; durationMs: number }
export type PlannedPlay = { trackId: number; startedAt: number; zone: string; heardMs: number; isCounted: boolean; how: 'file' | 'vinyl' | 'stream' }

export const DEMO_DAYS = 730
const HOUR_MS = 3_600_000

/** What the listener thinks of a record. Days count back from the last. */
type Taste = {
  tracks: readonly HeardTrack[]
  /** How much each track is liked within its record. */
  hits: readonly number[]
  appeal: number
  /** Not played before; never, when negative. */
  knownAgo: number
  /** Over the moon about it from then on, for some weeks. */
  crazeAgo: number
  craze: number
  isOnVinyl: boolean
}

/** Two years of listening up to `now`, in order of time and without overlap. `tracks` stand in the order of their albums. */
export function planDemoPlays(seed: string, now: number, tracks: readonly HeardTrack[], homeZone = 'Europe/Paris'): PlannedPlay[] {
  const random = seededRandom(seed)
  const shelf = tasteFor(tracks, random)
  const plays: PlannedPlay[] = []
  if (shelf.length === 0) return plays
  let free = 0
  for (const day of listeningCalendar(now, DEMO_DAYS, homeZone, random)) {
    for (const sitting of sittingsOf(day)) {
      const begins = Math.round(day.midnight + (sitting.hour + sitting.spread * random.normal() * 0.5) * HOUR_MS)
      if (!random.chance(sitting.chance * day.appetite)) continue
      free = sit(plays, sitting, day, Math.max(begins, free + 60_000), { shelf, random, now })
    }
  }
  return plays
}

function tasteFor(tracks: readonly HeardTrack[], random: SeededRandom): Taste[] {
  const records = Map.groupBy(tracks, ({ album, artist, title }) => album ?? `${artist} ${title}`)
  return [...records.values()].map((list): Taste => {
    const kind = random.next()
    // A third was always there, most were found over time, some only just, and a few still wait for a first play.
    const knownAgo = kind < 0.34 ? DEMO_DAYS : kind < 0.9 ? random.whole(20, DEMO_DAYS - 20) : kind < 0.95 ? random.whole(1, 18) : -1
    const isLaterCraze = random.chance(0.25)
    return {
      tracks: list,
      hits: list.map((_, index) => Math.exp(0.8 * random.normal() - index * 0.04)),
      appeal: Math.exp(0.8 * random.normal()) * (list.length === 1 ? 0.3 : 1),
      knownAgo,
      crazeAgo: isLaterCraze ? random.whole(0, Math.max(0, knownAgo)) : knownAgo,
      craze: random.chance(0.2) ? random.between(18, 40) : random.between(2, 9),
      isOnVinyl: random.chance(0.4),
    }
  })
}

const CRAZE_DAYS = 11

function longing(taste: Taste, ago: number): number {
  if (ago > taste.knownAgo) return 0
  const since = taste.crazeAgo - ago
  return taste.appeal * (1 + (since < 0 ? 0 : taste.craze * Math.exp(-since / CRAZE_DAYS)))
}

type Room = { shelf: readonly Taste[]; random: SeededRandom; now: number }

/** Returns when the last track ended. */
function sit(plays: PlannedPlay[], sitting: Sitting, day: ListenerDay, begins: number, { shelf, random, now }: Room): number {
  const wants = shelf.map((taste) => longing(taste, day.ago))
  let at = begins
  const play = (track: HeardTrack, how: PlannedPlay['how'], patience: number): void => {
    const heardMs = heardOf(track, how, patience, random)
    if (at + heardMs > now) return
    plays.push({ trackId: track.id, startedAt: at, zone: day.zone, heardMs, isCounted: isCountedPlay(track.durationMs, heardMs), how })
    at += heardMs + (how === 'vinyl' ? 4000 : random.chance(0.04) ? random.whole(20_000, 400_000) : random.whole(300, 2500))
  }
  if (sitting.kind === 'album') {
    for (let count = random.whole(1, sitting.records); count > 0; count--) {
      const taste = weighted(shelf, wants, random)
      if (!taste) return at
      const isVinyl = sitting.place === 'home' && taste.isOnVinyl && random.chance(0.8)
      const how = isVinyl ? 'vinyl' : sitting.place === 'home' || random.chance(0.6) ? 'file' : 'stream'
      // Some records are left after a side.
      const last = random.chance(0.16) ? Math.ceil(taste.tracks.length / 2) : taste.tracks.length
      for (const track of taste.tracks.slice(0, last)) play(track, how, 0.975)
      at += isVinyl ? random.whole(60_000, 420_000) : random.whole(2000, 60_000)
    }
    return at
  }
  const how = sitting.place === 'home' || random.chance(0.35) ? 'file' : 'stream'
  for (let left = random.whole(sitting.songs[0], sitting.songs[1]); left > 0; left--) {
    const taste = weighted(shelf, wants, random)
    const track = taste && weighted(taste.tracks, taste.hits, random)
    if (track) play(track, how, 0.88)
  }
  return at
}

/** Nobody gets up for the needle; elsewhere a track is skipped soon, or left late. */
function heardOf({ durationMs }: HeardTrack, how: PlannedPlay['how'], patience: number, random: SeededRandom): number {
  if (how === 'vinyl' || random.chance(patience)) return durationMs
  return Math.round(random.chance(0.75) ? Math.min(durationMs * 0.45, random.between(2500, 50_000)) : durationMs * random.between(0.5, 0.95))
}

function weighted<T>(items: readonly T[], weights: readonly number[], random: SeededRandom): T | undefined {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0)
  return items.find((_, index) => {
    left -= weights[index] ?? 0
    return left < 0
  })
}
