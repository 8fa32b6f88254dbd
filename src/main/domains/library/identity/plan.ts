// What the catalogue should look like for some files, before anything is written: which works, editions and tracks they are,
// and which rows those keep.
import type { ReadDb } from '#main/kernel/db/database.ts'
import { assignIds } from './assign-ids.ts'
import { albumsLike, countFiles, directoriesOfAlbum, editionsOfAlbum, entriesInDirectory, entriesOfEdition, looseEntriesByKey } from './entries.repo.ts'
import type { FileEntry } from './file-facts.ts'
import { comparePaths, describeRelease } from './release.ts'
import type { Release } from './release.ts'
import { releasesOf } from './release.rules.ts'
import { looseTracks, tracksOfWork } from './track.rules.ts'
import type { TrackGroup } from './track.rules.ts'
import { unitDirectories } from './unit-directories.ts'
import { arrangeWorks } from './work.rules.ts'

export type EditionPlan = { editionId: number | null; release: Release }

export type TrackPlan = { trackId: number | null; entries: FileEntry[]; places: { edition: EditionPlan; disc: number; track: number | null; entry: FileEntry }[] }

export type WorkPlan = { albumId: number | null; editions: EditionPlan[]; tracks: TrackPlan[] }

export type Plan = {
  works: WorkPlan[]
  loose: TrackPlan[]
  /** Rows that files pointed to before and that no group kept. */
  left: { trackIds: number[]; editionIds: number[]; albumIds: number[] }
}

/** A folder with its disc folders, as it was found. */
export type Unit = {
  /** The directories that belong to it. */
  directoryIds: readonly number[]
  /** Files that were read: new ones, and those that changed. */
  changed: readonly FileEntry[]
  /** Files that were given another place in the database. */
  movedFileIds?: ReadonlySet<number>
  /** None of its files was known before. */
  isNew: boolean
  /** An earlier run noted that it is due. */
  isMarked?: boolean
}

/** Plans one unit. Reads the files already known there and the albums they may belong to. */
export function planUnit(db: ReadDb, unit: Unit): Plan {
  const entries = unitEntries(db, unit)
  const here = new Set(entries.map(({ fileId }) => fileId).filter((id) => id !== null))
  const albumOf = createAlbumLookup(db)
  const { releases, loose } = releasesOf(entries)
  const before = new Set(unit.isNew ? [] : entries.map(({ editionId }) => albumOf(editionId)).filter((id) => id !== null))
  const works = planWorks([...releases, ...relatedReleases(db, releases, before, new Set(unit.directoryIds))], albumOf)
  const looseGroups = looseTracks([...loose, ...looseElsewhere(db, loose, here)])
  const looseIds = assignIds(looseGroups, ({ trackId }) => trackId)
  return keepIds(db, works, looseGroups.map((group, index) => ({ trackId: looseIds[index] ?? null, entries: group, places: [] })), albumOf)
}

const mostAlbums = 80
/** A folder of everything is not made anew for each of its albums. */
const largestUnit = 2_000

/**
 * The releases elsewhere that these may belong together with, and the ones those may. Each is made anew from its folder, as
 * if it had just been found, so that it does not matter which was found first.
 */
function relatedReleases(db: ReadDb, releases: readonly Release[], before: ReadonlySet<number>, directoryIds: ReadonlySet<number>): Release[] {
  const albumIds = new Set(before)
  const units = new Map<number, Release[]>([...directoryIds].map((id) => [id, []]))
  const related = new Set<Release>()
  for (const release of releases) for (const id of albumsLike(db, release)) albumIds.add(id)
  // Grows while it is looked through.
  for (const albumId of albumIds) {
    for (const release of releasesOfAlbum(db, albumId, units)) {
      if (related.has(release)) continue
      related.add(release)
      for (const id of albumIds.size < mostAlbums ? albumsLike(db, release) : []) albumIds.add(id)
    }
  }
  return [...related]
}

function releasesOfAlbum(db: ReadDb, albumId: number, units: Map<number, Release[]>): Release[] {
  const editions = editionsOfAlbum(db, albumId)
  const editionIds = new Set(editions.map(({ id }) => id))
  const found: Release[] = []
  const large = new Set<number>()
  for (const directoryId of directoriesOfAlbum(db, albumId)) {
    let here = units.get(directoryId)
    if (!here) {
      const unit = unitDirectories(db, directoryId)
      if (countFiles(db, unit) > largestUnit) {
        large.add(directoryId)
        continue
      }
      here = releasesOf(unit.flatMap((id) => entriesInDirectory(db, id))).releases
      for (const id of unit) units.set(id, here)
    }
    found.push(...here.filter(({ entries }) => entries.some(({ editionId }) => editionId !== null && editionIds.has(editionId))))
  }
  for (const { id, artistKey } of large.size > 0 ? editions : []) {
    const entries = entriesOfEdition(db, id).filter((entry) => large.has(entry.directoryId))
    if (entries.length > 0) found.push(describeRelease(entries, artistKey))
  }
  return found
}

function unitEntries(db: ReadDb, { directoryIds, changed, isNew, movedFileIds }: Unit): FileEntry[] {
  if (isNew) return [...changed]
  const known = new Map(directoryIds.flatMap((id) => entriesInDirectory(db, id)).map((entry) => [entry.fileId, entry]))
  for (const id of movedFileIds ?? []) {
    const entry = known.get(id)
    if (entry) entry.isMoved = true
  }
  for (const entry of changed) {
    const before = entry.fileId === null ? undefined : known.get(entry.fileId)
    if (!before) continue
    known.delete(entry.fileId)
    entry.trackId = before.trackId
    entry.editionId = before.editionId
    entry.addedAt = before.addedAt
    entry.isRetagged = JSON.stringify(before.facts) !== JSON.stringify(entry.facts)
  }
  return [...known.values(), ...changed]
}

function createAlbumLookup(db: ReadDb): (editionId: number | null) => number | null {
  const known = new Map<number, number | null>()
  return (editionId) => {
    if (editionId === null) return null
    let albumId = known.get(editionId)
    if (albumId === undefined) known.set(editionId, (albumId = db.prepare<[number], number>('SELECT albumId FROM editions WHERE id = ?').pluck().get(editionId) ?? null))
    return albumId
  }
}

function looseElsewhere(db: ReadDb, loose: readonly FileEntry[], here: ReadonlySet<number>): FileEntry[] {
  const asked = new Set<string>()
  return loose.flatMap(({ facts: { artistKey, titleKey } }) => {
    const key = `${artistKey}\u0001${titleKey}`
    if (artistKey === '' || asked.has(key)) return []
    asked.add(key)
    return looseEntriesByKey(db, artistKey, titleKey).filter(({ fileId }) => fileId !== null && !here.has(fileId))
  })
}

function planWorks(releases: readonly Release[], albumOf: (editionId: number | null) => number | null): WorkPlan[] {
  const works = arrangeWorks(releases)
  const albumIds = assignIds(works.map((editions) => editions.flatMap(({ entries }) => entries)), ({ editionId }) => albumOf(editionId))
  const editionIds = assignIds(works.flat().map(({ entries }) => entries), ({ editionId }) => editionId)
  const groups = works.map((editions) => tracksOfWork(editions))
  const trackIds = assignIds(groups.flat().map(({ entries }) => entries), ({ trackId }) => trackId)
  let edition = 0
  let track = 0
  return works.map((releasesOfWork, index) => {
    const editions = releasesOfWork.map((release): EditionPlan => ({ editionId: editionIds[edition++] ?? null, release }))
    const planOf = new Map(editions.map((each) => [each.release, each]))
    return { albumId: albumIds[index] ?? null, editions, tracks: (groups[index] ?? []).map((group) => trackPlan(group, trackIds[track++] ?? null, planOf)) }
  })
}

function trackPlan({ entries, places }: TrackGroup, trackId: number | null, planOf: ReadonlyMap<Release, EditionPlan>): TrackPlan {
  return { trackId, entries, places: places.map((place) => ({ ...place, edition: planOf.get(place.edition) as EditionPlan })) }
}

/** Lets rows without files (they have plays, or a record on the shelf) take files again, and lists the rows nobody kept. */
function keepIds(db: ReadDb, works: WorkPlan[], loose: TrackPlan[], albumOf: (editionId: number | null) => number | null): Plan {
  for (const work of works) {
    work.albumId ??= emptyAlbumFor(db, work)
    if (work.albumId !== null) reviveTracks(db, work.albumId, work.tracks)
  }
  reviveTracks(db, null, loose)
  const tracks = [...works.flatMap((work) => work.tracks), ...loose]
  const entries = tracks.flatMap((track) => track.entries)
  const left = (ids: Iterable<number | null>, kept: Iterable<number | null>): number[] => [...new Set(ids).difference(new Set(kept))].filter((id) => id !== null)
  return {
    works,
    loose,
    left: {
      trackIds: left(entries.map(({ trackId }) => trackId), tracks.map(({ trackId }) => trackId)),
      editionIds: left(entries.map(({ editionId }) => editionId), works.flatMap(({ editions }) => editions.map(({ editionId }) => editionId))),
      albumIds: left(entries.map(({ editionId }) => albumOf(editionId)), works.map(({ albumId }) => albumId)),
    },
  }
}

/** An album row without digital edition, of this artist and title: it was kept for its plays or its records. */
function emptyAlbumFor(db: ReadDb, { editions }: WorkPlan): number | null {
  const release = mainRelease(editions)
  const rows = db
    .prepare<[string, string], { id: number; groupId: string | null; masterId: number | null }>(
      `SELECT id, musicbrainzReleaseGroupId AS groupId, discogsMasterId AS masterId FROM albums a WHERE artistKey = ? AND titleKey = ? AND mergedIntoId IS NULL AND fileCount = 0
        AND NOT EXISTS (SELECT 1 FROM editions e JOIN files f ON f.editionId = e.id WHERE e.albumId = a.id) ORDER BY id`,
    )
    .all(release.artistKey, release.workKey)
  return rows.find(({ groupId, masterId }) => (groupId ?? release.releaseGroupId) === (release.releaseGroupId ?? groupId) && (masterId ?? release.discogsMaster) === (release.discogsMaster ?? masterId))?.id ?? null
}

function reviveTracks(db: ReadDb, albumId: number | null, tracks: TrackPlan[]): void {
  const waiting = tracks.filter(({ trackId }) => trackId === null)
  if (waiting.length === 0) return
  const kept = new Set(tracks.map(({ trackId }) => trackId))
  for (const track of waiting) {
    const { facts } = track.entries[0] as FileEntry
    const id = db
      .prepare<[string, string, number | null], number>(
        'SELECT id FROM tracks t WHERE artistKey = ? AND titleKey = ? AND albumId IS ? AND isOnDisk = 0 AND mergedIntoId IS NULL AND NOT EXISTS (SELECT 1 FROM files WHERE trackId = t.id) ORDER BY id LIMIT 1',
      )
      .pluck()
      .get(facts.artistKey, facts.titleKey, albumId)
    if (id === undefined || kept.has(id)) continue
    kept.add(id)
    track.trackId = id
  }
}

/** The fullest edition speaks for the work. */
export function mainRelease(editions: readonly EditionPlan[]): Release {
  const [main] = editions.map(({ release }) => release).sort((one, other) => other.entries.length - one.entries.length || comparePaths(one, other))
  return main as Release
}
