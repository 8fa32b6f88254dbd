import type { WriteDb } from '#main/kernel/db/database.ts'
import { letterOf, sortKey } from '#shared/model/names.ts'
import { creditText } from './credit.rules.ts'
import type { CreditName } from './credit.rules.ts'
import type { FileEntry } from './file-facts.ts'
import { openFileWriter } from './file-writer.ts'
import type { Names } from './names.repo.ts'
import { mainRelease } from './plan.ts'
import type { EditionPlan, Plan, TrackPlan, WorkPlan } from './plan.ts'
import { leaveAlbum, leaveEdition, leaveTrack } from './settle.ts'
import { openTrackWriter } from './track-writer.ts'
import { firstYear } from './track-values.ts'
import type { Touched } from './touched.ts'

export type PlanWriter = {
  /** Writes a plan in steps small enough to end a transaction after any of them; each step notes what it touched. */
  write(plan: Plan, touched: Touched): Generator<void, void, void>
}

type AlbumRow = { title: string; titleSort: string; artistText: string }

const albumColumns = ['title', 'titleKey', 'titleSort', 'artistText', 'artistKey', 'artistSort', 'kind', 'isCompilation', 'year', 'musicbrainzReleaseGroupId', 'discogsMasterId'] as const
const editionColumns = ['title', 'year', 'label', 'catalogNumber', 'barcode', 'media', 'musicbrainzReleaseId', 'discogsReleaseId', 'artistKey', 'titleKey', 'musicbrainzReleaseGroupId', 'discogsMasterId', 'directoryId'] as const

const marks = (columns: readonly string[]): string => columns.map(() => '?').join(', ')
const sets = (columns: readonly string[]): string => columns.map((column) => `${column} = ?`).join(', ')

export function openPlanWriter(db: WriteDb, names: Names, clock: { now(): number }): PlanWriter {
  const files = openFileWriter(db, clock)
  const trackWriter = openTrackWriter(db, names, files, clock)
  const insertAlbum = db.prepare<unknown[], never>(`INSERT INTO albums (${albumColumns.join(', ')}, addedAt) VALUES (${marks(albumColumns)}, ?)`)
  const updateAlbum = db.prepare<unknown[], never>(`UPDATE albums SET ${sets(albumColumns)} WHERE id = ?`)
  const album = db.prepare<[number], AlbumRow>('SELECT title, titleSort, artistText FROM albums WHERE id = ?')
  const artworkIsDue = db.prepare<[number], never>('UPDATE albums SET artworkCheckedAt = NULL WHERE id = ?')
  const insertEdition = db.prepare<unknown[], never>(`INSERT INTO editions (${editionColumns.join(', ')}, albumId, kind, addedAt) VALUES (${marks(editionColumns)}, ?, 'digital', ?)`)
  const updateEdition = db.prepare<unknown[], never>(`UPDATE editions SET ${sets(editionColumns)}, albumId = ? WHERE id = ?`)
  const albumOfEdition = db.prepare<[number], number>('SELECT albumId FROM editions WHERE id = ?').pluck()
  const albumArtists = db.prepare<[number], [number, string, string]>('SELECT artistId, creditedName, joinPhrase FROM album_artists WHERE albumId = ? ORDER BY position').raw()
  const clearAlbumArtists = db.prepare<[number], never>('DELETE FROM album_artists WHERE albumId = ?')
  const addAlbumArtist = db.prepare<[number, number, number, string, string], never>('INSERT INTO album_artists (albumId, position, artistId, creditedName, joinPhrase) VALUES (?, ?, ?, ?, ?)')
  const albumGenres = db.prepare<[number], number>('SELECT genreId FROM album_genres WHERE albumId = ?').pluck()
  const addAlbumGenre = db.prepare<[number, number], never>('INSERT INTO album_genres (albumId, genreId) VALUES (?, ?)')
  const dropAlbumGenre = db.prepare<[number, number], never>('DELETE FROM album_genres WHERE albumId = ? AND genreId = ?')

  /** Returns the album as its tracks name it, and whether they all have to be told. */
  function writeAlbum(work: WorkPlan, touched: Touched): { id: number; title: string; titleSort: string; isRenamed: boolean } {
    const main = mainRelease(work.editions)
    const entries = work.editions.flatMap(({ release }) => release.entries)
    const title = work.editions.map(({ release }) => release.title).reduce((best, each) => (each.length < best.length || (each.length === best.length && each < best) ? each : best))
    const artistText = creditText(main.artists)
    const titleSort = sortKey(title)
    const first = <Value>(valueOf: (edition: EditionPlan) => Value | null): Value | null => work.editions.map(valueOf).find((value) => value !== null) ?? null
    const values = [
      title, main.workKey, titleSort, artistText, main.artistKey, artistSort(main.artists, artistText), main.kind, work.editions.some(({ release }) => release.isCompilation) ? 1 : 0, firstYear(entries),
      first(({ release }) => release.releaseGroupId), first(({ release }) => release.discogsMaster),
    ]
    const before = work.albumId === null ? undefined : album.get(work.albumId)
    if (work.albumId === null) work.albumId = Number(insertAlbum.run(...values, Math.min(...entries.map(({ addedAt }) => addedAt))).lastInsertRowid)
    else updateAlbum.run(...values, work.albumId)
    if (before && entries.some(({ reading }) => reading !== null && (reading.columns.hasCover === 1 || reading.facts.album !== null))) artworkIsDue.run(work.albumId)
    writeCredit(work.albumId, main.artists, touched)
    writeGenres(work.albumId, entries)
    touched.albumIds.add(work.albumId)
    return { id: work.albumId, title, titleSort, isRenamed: before !== undefined && (before.title !== title || before.titleSort !== titleSort || before.artistText !== artistText) }
  }

  function writeCredit(albumId: number, credit: readonly CreditName[], touched: Touched): void {
    const now = clock.now()
    const wanted = credit.map((name, index) => [names.artistId(name, now), name.name, index < credit.length - 1 ? name.joinPhrase || ', ' : ''] as const)
    const distinct = wanted.filter(([id], index) => wanted.findIndex(([other]) => other === id) === index)
    const before = albumArtists.all(albumId)
    if (before.length === distinct.length && before.every((row, index) => row.every((value, column) => value === distinct[index]?.[column]))) return
    for (const [id] of before) touched.artistIds.add(id)
    if (before.length > 0) clearAlbumArtists.run(albumId)
    for (const [position, [id, name, joinPhrase]] of distinct.entries()) addAlbumArtist.run(albumId, position, id, name, joinPhrase)
  }

  function writeGenres(albumId: number, entries: readonly FileEntry[]): void {
    const wanted = new Set<number>()
    for (const { facts } of entries) for (const genre of facts.genres) wanted.add(names.genreId(genre))
    for (const id of albumGenres.all(albumId)) if (!wanted.delete(id)) dropAlbumGenre.run(albumId, id)
    for (const id of wanted) addAlbumGenre.run(albumId, id)
  }

  /** Returns whether its tracks have another album now. */
  function writeEdition(edition: EditionPlan, albumId: number, touched: Touched): boolean {
    const { release } = edition
    const values = [
      release.title, release.year, release.label, release.catalogNumber, release.barcode, release.media, release.releaseId, release.discogsRelease, release.artistKey, release.workKey,
      release.releaseGroupId, release.discogsMaster, release.entries[0]?.directoryId ?? null,
    ]
    if (edition.editionId === null) {
      edition.editionId = Number(insertEdition.run(...values, albumId, clock.now()).lastInsertRowid)
      return true
    }
    const before = albumOfEdition.get(edition.editionId)
    if (before !== undefined) touched.albumIds.add(before)
    updateEdition.run(...values, albumId, edition.editionId)
    return before !== albumId
  }

  function* writeWork(work: WorkPlan, thinned: ReadonlySet<number>, touched: Touched): Generator<void, void, void> {
    const own = writeAlbum(work, touched)
    const editionOf = new Map<FileEntry, EditionPlan>()
    const moved = new Set<EditionPlan>()
    for (const edition of work.editions) {
      if (writeEdition(edition, own.id, touched)) moved.add(edition)
      for (const entry of edition.release.entries) editionOf.set(entry, edition)
    }
    // No step ends here: an album is never written without a track.
    for (const track of work.tracks) {
      const isDue = own.isRenamed || !isUnchanged(track, editionOf) || (track.trackId !== null && thinned.has(track.trackId)) || track.places.some(({ edition }) => moved.has(edition))
      if (!isDue) continue
      // A long plan is written over several transactions: each has to count its part.
      touched.albumIds.add(own.id)
      trackWriter.write(track, own, (entry) => editionOf.get(entry)?.editionId ?? null, touched)
      yield
    }
  }

  function* write(plan: Plan, touched: Touched): Generator<void, void, void> {
    const { trackIds, editionIds, albumIds } = plan.left
    const tracks = [...plan.works.flatMap((work) => work.tracks), ...plan.loose]
    // Who left for where is only known while the files still say where they were.
    const trackAfter = trackIds.length > 0 ? destinations(tracks, ({ entries }) => entries, ({ trackId }) => trackId) : undefined
    const albumAfter = albumIds.length > 0 ? destinations(plan.works, ({ editions }) => editions.flatMap(({ release }) => release.entries), ({ editionId }) => (editionId === null ? null : (albumOfEdition.get(editionId) ?? null))) : undefined
    // Tracks that lose a file to another one have less to show, although nothing of their own changed.
    const thinned = new Set(tracks.flatMap(({ trackId, entries }) => entries.flatMap((entry) => (entry.trackId !== null && entry.trackId !== trackId ? [entry.trackId] : []))))
    for (const work of plan.works) yield* writeWork(work, thinned, touched)
    for (const track of plan.loose) {
      if (isUnchanged(track, new Map())) continue
      trackWriter.write(track, null, () => null, touched)
      yield
    }
    for (const id of trackIds) {
      leaveTrack(db, id, trackAfter?.(id)?.trackId ?? null, touched)
      yield
    }
    for (const id of editionIds) leaveEdition(db, id, touched)
    for (const id of albumIds) {
      leaveAlbum(db, id, albumAfter?.(id)?.albumId ?? null, touched)
      yield
    }
  }

  return { write }
}

/** Whether every file stands where it should, with nothing new to say. */
function isUnchanged({ trackId, entries }: TrackPlan, editionOf: ReadonlyMap<FileEntry, EditionPlan>): boolean {
  return trackId !== null && entries.every((entry) => entry.reading === null && !entry.isMoved && entry.trackId === trackId && entry.editionId === (editionOf.get(entry)?.editionId ?? null))
}

/** The group that most files of an old row went to without a change of their tags. */
function destinations<Group>(groups: readonly Group[], entriesOf: (group: Group) => FileEntry[], before: (entry: FileEntry) => number | null): (id: number) => Group | undefined {
  const votes = new Map<number, Map<Group, number>>()
  for (const group of groups) {
    for (const entry of entriesOf(group)) {
      const old = entry.isRetagged ? null : before(entry)
      if (old === null) continue
      const known = votes.get(old) ?? new Map<Group, number>()
      known.set(group, (known.get(group) ?? 0) + 1)
      votes.set(old, known)
    }
  }
  return (id) => [...(votes.get(id) ?? [])].sort(([, one], [, other]) => other - one)[0]?.[0]
}

function artistSort(artists: readonly CreditName[], text: string): string {
  const key = sortKey(text)
  const sortName = artists[0]?.sortName ?? null
  return sortName !== null && letterOf(key) === '…' ? sortKey(sortName) : key
}
