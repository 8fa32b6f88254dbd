import type { ReadDb } from '#main/kernel/db/database.ts'
import { everything } from '#shared/model/rule-tree.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { openList } from './lists.ts'
import type { ListQuery } from './lists.ts'
import { listProgramAlbums, listProgramArtists, listProgramFiles, listProgramTracks } from './program-rows.repo.ts'
import type { ProgramAlbum, ProgramArtist, ProgramFile, ProgramTrack } from './program-rows.repo.ts'

/** Which rows, and which stretch of them; `isOnDisk`: only what has files. */
export type ProgramRequest = { where?: RuleGroup | undefined; isOnDisk: boolean; offset: number; limit: number; now: number }

export type ProgramPage<Row> = { total: number; items: Row[] }

function queryOf<Sort>({ where = everything, isOnDisk }: ProgramRequest, sort: Sort): { where: RuleGroup; sort: Sort; isDescending: boolean; seed: number } {
  return { where: isOnDisk ? { match: 'all', rules: [where, { field: 'onDisk', op: 'is', value: true }] } : where, sort, isDescending: false, seed: 0 }
}

function pageOf<Row>(db: ReadDb, list: ListQuery, { offset, limit, now }: ProgramRequest, listRows: (db: ReadDb, ids: Iterable<number>) => Row[]): ProgramPage<Row> {
  const { ids } = openList(db, list, now)
  return { total: ids.length, items: listRows(db, ids.subarray(offset, offset + limit)) }
}

/** Tracks in album order. */
export function programTracks(db: ReadDb, request: ProgramRequest): ProgramPage<ProgramTrack> {
  return pageOf(db, { kind: 'tracks', query: queryOf(request, 'album') }, request, listProgramTracks)
}

/** Albums by artist and year. */
export function programAlbums(db: ReadDb, request: ProgramRequest): ProgramPage<ProgramAlbum> {
  return pageOf(db, { kind: 'albums', query: queryOf(request, 'artist') }, request, listProgramAlbums)
}

/** Artists by name. */
export function programArtists(db: ReadDb, request: ProgramRequest): ProgramPage<ProgramArtist> {
  return pageOf(db, { kind: 'artists', query: queryOf(request, 'name') }, request, listProgramArtists)
}

/** The files of matching tracks, or all. */
export function programFiles(db: ReadDb, { where, ...request }: ProgramRequest): ProgramPage<ProgramFile> {
  const trackIds = where && [...openList(db, { kind: 'tracks', query: queryOf({ ...request, where }, 'album') }, request.now).ids]
  return listProgramFiles(db, trackIds, request)
}
