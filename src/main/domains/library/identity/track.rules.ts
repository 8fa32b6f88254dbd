// Which files are one track. Within an edition a track has its place; between editions it is known by its recording, or by
// title, artist and length.
import type { FileEntry } from './file-facts.ts'
import { comparePaths } from './release.ts'
import type { Release } from './release.ts'

/** The files of one track at one place of one edition: the same song as FLAC and MP3. */
type Slot = { entries: FileEntry[]; edition: Release; disc: number; track: number | null }

/** A track of a work: where its editions place it, and its files. */
export type TrackGroup = { entries: FileEntry[]; places: { edition: Release; disc: number; track: number | null; entry: FileEntry }[] }

const toleranceMs = 5_000
const toleranceShare = 0.03

function isAsLong(one: number | null, other: number | null): boolean {
  return one === null || other === null || Math.abs(one - other) <= Math.max(toleranceMs, toleranceShare * Math.max(one, other))
}

/** The tracks of a work, in the order of its fullest edition. */
export function tracksOfWork(editions: readonly Release[]): TrackGroup[] {
  const slotted = editions.map((edition) => slotsOf(edition)).sort((one, other) => other.length - one.length || comparePaths(one[0]?.edition ?? { sortPath: '' }, other[0]?.edition ?? { sortPath: '' }))
  const tracks: Slot[][] = []
  const finder = createFinder()
  for (const slots of slotted) {
    const taken = new Set<Slot[]>()
    for (const slot of slots) {
      const found = finder.find(slot, taken)
      const track = found ?? [slot]
      if (found) found.push(slot)
      else tracks.push(track)
      taken.add(track)
      finder.learn(slot, track)
    }
  }
  return tracks.map((slots) => ({
    entries: slots.flatMap((slot) => slot.entries),
    places: slots.map(({ edition, disc, track, entries }) => ({ edition, disc, track, entry: entries[0] as FileEntry })),
  }))
}

function slotsOf(edition: Release): Slot[] {
  const slots: Slot[] = []
  const byPlace = new Map<string, Slot[]>()
  for (const entry of edition.entries) {
    const { disc, track, titleKey, artistKey } = entry.facts
    const place = track === null ? `${disc ?? 1} ${titleKey} ${artistKey}` : `${disc ?? 1}.${track} ${titleKey}`
    const here = byPlace.get(place)
    // Two files of one name and length in one folder and one format are two files of one track all the same.
    const slot = here?.find(({ entries }) => isAsLong((entries[0] as FileEntry).facts.durationMs, entry.facts.durationMs))
    if (slot) {
      slot.entries.push(entry)
      continue
    }
    const added: Slot = { entries: [entry], edition, disc: disc ?? 1, track }
    slots.push(added)
    if (here) here.push(added)
    else byPlace.set(place, [added])
  }
  return slots.sort((one, other) => one.disc - other.disc || (one.track ?? Infinity) - (other.track ?? Infinity) || comparePaths(one.entries[0] as FileEntry, other.entries[0] as FileEntry))
}

/** Tracks met so far, by recording and by title. */
function createFinder() {
  const byRecording = new Map<string, Slot[]>()
  const byTitle = new Map<string, Slot[][]>()

  function find(slot: Slot, taken: ReadonlySet<Slot[]>): Slot[] | undefined {
    for (const { facts } of slot.entries) {
      const known = facts.recordingId === null ? undefined : byRecording.get(facts.recordingId)
      if (known) return known
    }
    const { titleKey, artistKey, durationMs } = (slot.entries[0] as FileEntry).facts
    let best: Slot[] | undefined
    let bestScore = -Infinity
    for (const track of byTitle.get(titleKey) ?? []) {
      if (taken.has(track)) continue
      const { facts } = (track[0] as Slot).entries[0] as FileEntry
      const isSamePlace = track.some(({ disc, track: number }) => disc === slot.disc && number === slot.track)
      if (!isAsLong(durationMs, facts.durationMs) || !(isSamePlace || facts.artistKey === artistKey)) continue
      const score = (isSamePlace ? 1_000_000_000 : 0) - Math.abs((durationMs ?? 0) - (facts.durationMs ?? 0))
      if (score > bestScore) [best, bestScore] = [track, score]
    }
    return best
  }

  function learn(slot: Slot, track: Slot[]): void {
    for (const { facts } of slot.entries) {
      if (facts.recordingId !== null && !byRecording.has(facts.recordingId)) byRecording.set(facts.recordingId, track)
      const known = byTitle.get(facts.titleKey)
      if (!known) byTitle.set(facts.titleKey, [track])
      else if (!known.includes(track)) known.push(track)
    }
  }

  return { find, learn }
}

/**
 * The tracks among loose files: one artist and one title, of one recording or of lengths that lie close together in a chain.
 * Files that name no artist are one track only within one folder.
 */
export function looseTracks(files: readonly FileEntry[]): FileEntry[][] {
  const byKey = Map.groupBy(files, ({ facts, directoryId }) => (facts.artistKey === '' ? `${directoryId}\u0001${facts.titleKey}` : `\u0001${facts.artistKey}\u0001${facts.titleKey}`))
  return [...byKey.values()]
    .flatMap((entries) => joinRecordings(chainsOfLength(entries)))
    .map((entries) => entries.sort(comparePaths))
    .sort((one, other) => comparePaths(one[0] as FileEntry, other[0] as FileEntry))
}

function chainsOfLength(entries: FileEntry[]): FileEntry[][] {
  const ordered = entries.sort((one, other) => (one.facts.durationMs ?? 0) - (other.facts.durationMs ?? 0) || comparePaths(one, other))
  const chains: FileEntry[][] = []
  for (const entry of ordered) {
    const chain = chains.at(-1)
    const last = chain?.at(-1)
    if (chain && last && isAsLong(last.facts.durationMs, entry.facts.durationMs)) chain.push(entry)
    else chains.push([entry])
  }
  return chains
}

function joinRecordings(groups: FileEntry[][]): FileEntry[][] {
  const known = new Map<string, FileEntry[]>()
  const kept = new Set<FileEntry[]>()
  for (const group of groups) {
    const ids = new Set(group.flatMap(({ facts }) => facts.recordingId ?? []))
    const joined = [...new Set([...ids].flatMap((id) => [known.get(id) ?? []]))].filter((each) => each.length > 0)
    for (const each of joined) kept.delete(each)
    const whole = [...joined.flat(), ...group]
    kept.add(whole)
    for (const { facts } of whole) if (facts.recordingId !== null) known.set(facts.recordingId, whole)
  }
  return [...kept]
}
