// The tracks of the catalogue that have a file or stand on a record, as words may mean them.
import type { ReadDb } from '#main/kernel/db/database.ts'
import { namesOfCredit, titleKeyOfTrack, titleOfAlbum } from '#main/domains/library/naming.service.ts'
import { nameKey } from '#shared/model/names.ts'
import { artistNameKey, firstArtistKey, looseAlbumKey, nearTitle, playTitleKey, withoutFormat } from './words.rules.ts'

export type CreditedArtist = { artistId: number; name: string; joinPhrase: string }

/** A track as texts that mean it are called. */
export type CatalogueTrack = { id: number; title: string; artistText: string; albumId: number | null; albumTitle: string | null; albumArtistText: string | null; isOwned: boolean; credit: readonly CreditedArtist[] }

export type Match = { track: CatalogueTrack; by: 'id' | 'exact' | 'near' }

type Candidate = { id: number; title: string; artistText: string; albumId: number | null; albumTitle: string | null; albumArtistText: string | null; albumKind: string | null; isCompilation: number | null; albumYear: number | null; isOnDisk: number }

/** What a track is looked for by. `artist` is the first of the credit, `artistText` the whole. */
export type SoughtTrack = { artist: string; artistText: string; title: string; album: string; recordingMbid: string }

export type OwnedTracks = {
  /** Reads what bears exactly these names by one statement instead of one for each, until the next time. */
  prepare(sought: readonly Pick<SoughtTrack, 'artist' | 'artistText' | 'title'>[]): void
  find(sought: SoughtTrack): Match | undefined
  /** Whether any track that texts have met is by this artist, as a first one or among others. */
  hasArtist(key: string): boolean
  /** Any track, with or without files; the one it was merged into. */
  byId(id: number): CatalogueTrack | undefined
}

const mostCandidates = 200
const columns = `track.id, track.title, track.artistText, track.albumId, album.title AS albumTitle, album.artistText AS albumArtistText, album.kind AS albumKind, album.isCompilation, album.year AS albumYear, track.isOnDisk`
/** Missing files are files: a drive that is not connected changes nothing. */
export const isOwned = '(track.isOnDisk = 1 OR EXISTS (SELECT 1 FROM files WHERE trackId = track.id) OR EXISTS (SELECT 1 FROM edition_tracks WHERE trackId = track.id))'
const liveAlbum = /\b(?:live|unplugged|concert|en vivo|ao vivo|en public)\b/i

/** The key albums are compared by: without edition, *- EP* and what spelling alone decides. */
export function albumKeyOf(text: string): string {
  return text === '' ? '' : looseAlbumKey(titleOfAlbum(withoutFormat(text)).key)
}

/** The keys under which a track may be near to words. */
export function nearKeysOf({ title, artistText }: { title: string; artistText: string }, artists: readonly string[]): { titleKey: string; artistKeys: string[] } {
  return { titleKey: nearTitle(title).key, artistKeys: [...new Set([firstArtistKey(artistText), artistNameKey(artistText), ...artists.map(artistNameKey)])].filter((key) => key !== '') }
}

export function openOwnedTracks(db: ReadDb): OwnedTracks {
  const byRecording = db.prepare<[string], Candidate>(`SELECT ${columns} FROM tracks AS track LEFT JOIN albums AS album ON album.id = track.albumId WHERE track.musicbrainzRecordingId = ? AND track.mergedIntoId IS NULL AND ${isOwned}`)
  const byKey = db.prepare<[string, string], Candidate>(`SELECT ${columns} FROM tracks AS track LEFT JOIN albums AS album ON album.id = track.albumId WHERE track.titleKey = ? AND track.artistKey = ? AND track.mergedIntoId IS NULL AND ${isOwned} ORDER BY track.id LIMIT ${mostCandidates}`)
  const byNearKey = db.prepare<[string, string], Candidate>(
    `SELECT ${columns} FROM track_keys JOIN tracks AS track ON track.id = track_keys.trackId LEFT JOIN albums AS album ON album.id = track.albumId
     WHERE track_keys.titleKey = ? AND track_keys.artistKey = ? AND track.mergedIntoId IS NULL AND ${isOwned} ORDER BY track.id LIMIT ${mostCandidates}`,
  )
  const single = db.prepare<[number], Candidate & { mergedIntoId: number | null; isOwned: number }>(`SELECT ${columns}, track.mergedIntoId, ${isOwned} AS isOwned FROM tracks AS track LEFT JOIN albums AS album ON album.id = track.albumId WHERE track.id = ?`)
  const creditOf = db.prepare<[number], CreditedArtist>('SELECT artistId, creditedName AS name, joinPhrase FROM track_artists WHERE trackId = ? ORDER BY position')

  const byKeys = db.prepare<[string], Candidate & { asked: number }>(
    `SELECT asked.key AS asked, ${columns} FROM json_each(?) AS asked CROSS JOIN tracks AS track ON track.titleKey = asked.value ->> 0 AND track.artistKey = asked.value ->> 1
     LEFT JOIN albums AS album ON album.id = track.albumId WHERE track.mergedIntoId IS NULL AND ${isOwned} ORDER BY asked.key, track.id`,
  )
  const creditsOf = db
    .prepare<[string], [number, number, string, string]>('SELECT trackId, artistId, creditedName, joinPhrase FROM json_each(?) AS asked CROSS JOIN track_artists ON trackId = asked.value ORDER BY trackId, position')
    .raw()
  const byArtist = db.prepare<[string], number>('SELECT 1 FROM track_keys WHERE artistKey = ? LIMIT 1').pluck()
  const artists = new Map<string, boolean>()
  const prepared = new Map<string, Candidate[]>()
  const credits = new Map<number, CreditedArtist[]>()

  function withCredit({ id, title, artistText, albumId, albumTitle, albumArtistText }: Candidate, isOwned: boolean): CatalogueTrack {
    return { id, title, artistText, albumId, albumTitle, albumArtistText, isOwned, credit: credits.get(id) ?? creditOf.all(id) }
  }

  function withNames(artist: string, title: string): Candidate[] {
    return prepared.get(`${artist}\u0000${title}`) ?? byKey.all(titleKeyOfTrack(title), nameKey(artist))
  }

  function exact({ artist, artistText, title, album }: SoughtTrack): Candidate | undefined {
    const found = withNames(artist, title)
    return best(artistText === artist || nameKey(artistText) === nameKey(artist) ? found : [...found, ...withNames(artistText, title)], album)
  }

  function near({ artist, artistText, title, album }: SoughtTrack): Candidate | undefined {
    const told = nearTitle(title)
    const keys = new Set([artistNameKey(artist), artistNameKey(artistText)])
    const found = [...keys].flatMap((key) => byNearKey.all(told.key, key))
    if (found.length === 0) return undefined
    const titleKey = playTitleKey(title)
    const albumKey = albumKeyOf(album)
    const ranked = Map.groupBy(found, (candidate) => {
      if (playTitleKey(candidate.title) === titleKey) return 0
      if (nearTitle(candidate.title).recording === told.recording) return 1
      // *Song (Live)* of a live album may stand there as *Song*, and the other way round. Everywhere else it is another recording.
      return candidate.albumTitle !== null && albumKey === albumKeyOf(candidate.albumTitle) && (candidate.albumKind === 'live' || liveAlbum.test(candidate.albumTitle)) && isLiveOrPlain(told.recording) && isLiveOrPlain(nearTitle(candidate.title).recording) ? 2 : 3
    })
    return best(ranked.get(0) ?? ranked.get(1) ?? ranked.get(2) ?? [], album)
  }

  return {
    prepare: (sought) => {
      prepared.clear()
      credits.clear()
      const names = [...new Set(sought.flatMap(({ artist, artistText, title }) => (artist === artistText ? [`${artist}\u0000${title}`] : [`${artist}\u0000${title}`, `${artistText}\u0000${title}`])))]
      const lists = names.map((): Candidate[] => [])
      const keys = names.map((name) => {
        const [artist = '', title = ''] = name.split('\u0000')
        return [titleKeyOfTrack(title), nameKey(artist)]
      })
      for (const row of byKeys.all(JSON.stringify(keys))) lists[row.asked]?.push(row)
      for (const [index, name] of names.entries()) prepared.set(name, lists[index] ?? [])
      const ids = [...new Set(lists.flatMap((list) => list.map(({ id }) => id)))]
      for (const id of ids) credits.set(id, [])
      for (const [trackId, artistId, name, joinPhrase] of creditsOf.all(JSON.stringify(ids))) credits.get(trackId)?.push({ artistId, name, joinPhrase })
    },
    find: (sought) => {
      const identified = sought.recordingMbid === '' ? undefined : best(byRecording.all(sought.recordingMbid), sought.album)
      if (identified) return { track: withCredit(identified, true), by: 'id' }
      if (sought.title === '') return undefined
      const same = exact(sought)
      if (same) return { track: withCredit(same, true), by: 'exact' }
      const similar = near(sought)
      return similar && { track: withCredit(similar, true), by: 'near' }
    },
    hasArtist: (key) => {
      const known = artists.get(key)
      if (known !== undefined) return known
      const isThere = byArtist.get(key) === 1
      artists.set(key, isThere)
      return isThere
    },
    byId: (id) => {
      let found = single.get(id)
      for (let steps = 0; found?.mergedIntoId && steps < 20; steps++) found = single.get(found.mergedIntoId)
      return found && withCredit(found, found.isOwned === 1)
    },
  }
}

function isLiveOrPlain(recording: string): boolean {
  return recording === '' || liveAlbum.test(recording)
}

/** The one on the album told; else what is on disk, on an album of its own rather than a compilation, the earliest. */
function best(candidates: readonly Candidate[], album: string): Candidate | undefined {
  if (candidates.length < 2) return candidates[0]
  const key = albumKeyOf(album)
  const rank = (one: Candidate): number[] => [
    key !== '' && one.albumTitle !== null && albumKeyOf(one.albumTitle) === key ? 0 : 1,
    1 - one.isOnDisk,
    one.isCompilation ?? 0,
    one.albumKind === 'album' ? 0 : 1,
    one.albumYear ?? 9999,
    one.id,
  ]
  return candidates.map((candidate) => ({ candidate, rank: rank(candidate) })).reduce((one, other) => (isBefore(other.rank, one.rank) ? other : one)).candidate
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index])
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0)
}

/** The names of a printed credit; one without a name is none. */
export function creditOfText(text: string): { name: string; joinPhrase: string }[] {
  const names = namesOfCredit(text)
  return names.length > 0 ? names : [{ name: text, joinPhrase: '' }]
}
