import { indexedName, indexedText, wordsOf } from '#main/domains/search/search-text.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { plainName } from '#shared/model/names.ts'
import { isFlag, isGroup } from '#shared/model/rule-nodes.ts'
import type { FlagRule, RuleLeaf, RuleNode, TextRule } from '#shared/model/rule-tree.ts'

/*
 * Rules evaluated row by row on plain objects, the obvious way: what the SQL of rule-sql.ts has to agree with.
 * Only how text is cut into words is shared with it.
 */

type Row = Record<string, string | number | null>
export type NaiveTrack = {
  row: Row
  album: NaiveAlbum | undefined
  artists: { id: number; name: string }[]
  genres: { id: number; name: string }[]
  files: { path: string; directories: number[]; folderId: number; comment: string | null; lyrics: string | null; isMissing: boolean }[]
}
export type NaiveAlbum = { row: Row; genres: { id: number; name: string }[]; labels: string[]; catalogNumbers: string[]; artistIds: number[]; tracks: NaiveTrack[] }
export type NaiveArtist = { row: Row; albums: NaiveAlbum[]; tracks: NaiveTrack[] }
export type NaiveLibrary = { tracks: NaiveTrack[]; albums: NaiveAlbum[]; artists: NaiveArtist[] }

const day = 86_400_000

/** The whole library as objects. */
export function loadNaiveLibrary(db: ReadDb): NaiveLibrary {
  const rows = (sql: string): Row[] => db.prepare<[], Row>(sql).all()
  const grouped = (sql: string, key: string): Map<number, Row[]> => Map.groupBy(rows(sql), (row) => Number(row[key]))
  const named = (list: Row[] | undefined): { id: number; name: string }[] => (list ?? []).map(({ id, name }) => ({ id: Number(id), name: String(name) }))
  const albumGenres = grouped('SELECT albumId, genres.id, genres.name FROM album_genres JOIN genres ON genres.id = genreId', 'albumId')
  const editions = grouped('SELECT albumId, label, catalogNumber FROM editions ORDER BY id', 'albumId')
  const albumArtists = grouped('SELECT albumId, artistId FROM album_artists', 'albumId')
  const trackArtists = grouped('SELECT trackId, artists.id, artists.name FROM track_artists JOIN artists ON artists.id = artistId', 'trackId')
  const trackGenres = grouped('SELECT trackId, genres.id, genres.name FROM track_genres JOIN genres ON genres.id = genreId', 'trackId')
  const parents = new Map(rows('SELECT id, parentId FROM directories').map(({ id, parentId }) => [Number(id), parentId === null ? null : Number(parentId)]))
  const lineage = (id: number): number[] => {
    const line: number[] = []
    for (let at: number | null | undefined = id; at !== null && at !== undefined; at = parents.get(at)) line.push(at)
    return line
  }
  const files = grouped(
    `SELECT files.trackId, files.directoryId, directories.folderId, directories.path || '/' || files.name AS path, tagsJson ->> '$.comment' AS comment, lyrics.text AS lyrics, missingSince
     FROM files JOIN directories ON directories.id = directoryId LEFT JOIN lyrics ON lyrics.fileId = files.id ORDER BY files.id`,
    'trackId',
  )
  const texts = (list: (string | number | null | undefined)[]): string[] => list.filter((value) => value !== null && value !== undefined).map(String)
  const albums = new Map<number, NaiveAlbum>()
  for (const row of rows('SELECT * FROM albums WHERE mergedIntoId IS NULL')) {
    const id = Number(row.id)
    const own = editions.get(id) ?? []
    albums.set(id, {
      row, genres: named(albumGenres.get(id)), labels: texts(own.map(({ label }) => label)), catalogNumbers: texts(own.map(({ catalogNumber }) => catalogNumber)),
      artistIds: (albumArtists.get(id) ?? []).map(({ artistId }) => Number(artistId)), tracks: [],
    })
  }
  const artists = new Map(rows('SELECT * FROM artists WHERE mergedIntoId IS NULL').map((row): [number, NaiveArtist] => [Number(row.id), { row, albums: [], tracks: [] }]))
  for (const album of albums.values()) for (const id of album.artistIds) artists.get(id)?.albums.push(album)
  const tracks = rows('SELECT * FROM tracks WHERE mergedIntoId IS NULL').map((row): NaiveTrack => {
    const id = Number(row.id)
    const track: NaiveTrack = {
      row,
      album: row.albumId === null ? undefined : albums.get(Number(row.albumId)),
      artists: named(trackArtists.get(id)),
      genres: named(trackGenres.get(id)),
      files: (files.get(id) ?? []).map((file) => ({
        path: String(file.path), directories: lineage(Number(file.directoryId)), folderId: Number(file.folderId), comment: file.comment === null ? null : String(file.comment),
        lyrics: file.lyrics === null ? null : String(file.lyrics), isMissing: file.missingSince !== null,
      })),
    }
    track.album?.tracks.push(track)
    for (const artist of track.artists) artists.get(artist.id)?.tracks.push(track)
    return track
  })
  return { tracks, albums: [...albums.values()], artists: [...artists.values()] }
}

type Subject = { kind: 'track'; of: NaiveTrack } | { kind: 'album'; of: NaiveAlbum } | { kind: 'artist'; of: NaiveArtist }

/** Whether a tree holds for a track, album or artist at a moment. */
export function holds(node: RuleNode, subject: Subject, now: number): boolean {
  if (isGroup(node)) {
    if (node.match === 'all') return node.rules.every((rule) => holds(rule, subject, now))
    const some = node.rules.some((rule) => holds(rule, subject, now))
    return node.match === 'any' ? some : !some
  }
  if (isText(node) && node.value.includes('\0')) return false
  if (isText(node) && (node.op === 'contains' || node.op === 'startsWith') && plainName(node.value) === '') return true
  if (isFlag(node) && !node.value) return !holds({ ...node, value: true }, subject, now)
  if (node.field === 'format' && node.op === 'isNot') return !holds({ ...node, op: 'is' }, subject, now)
  if (node.op === 'notWithin' && ownField(node, subject)) return !holds({ ...node, op: 'within' }, subject, now)
  if (subject.kind === 'track') return trackHolds(node, subject.of, now)
  return subject.kind === 'album' ? albumHolds(node, subject.of, now) : artistHolds(node, subject.of, now)
}

function ownField(leaf: RuleLeaf, { kind }: Subject): boolean {
  return kind !== 'artist' || leaf.field !== 'firstPlayed'
}

function name(value: string, op: 'contains' | 'is' | 'startsWith', text: string): boolean {
  const plain = plainName(value)
  const own = plainName(text)
  if (op === 'is') return own === plain
  if ([...plain].length >= 3 || wordsOf(plain).length === 0) return op === 'contains' ? own.includes(plain) : own.startsWith(plain)
  return words(indexedName(text), value, op)
}

/** Whole words in a row, the last one perhaps only begun. */
function words(indexed: string, value: string, op: 'contains' | 'is' | 'startsWith'): boolean {
  const wanted = wordsOf(value)
  if (wanted.length === 0) return false
  const own = indexed.split(' ')
  const starts = op === 'startsWith' ? [0] : own.keys()
  for (const start of starts) {
    if (wanted.every((word, index) => (index < wanted.length - 1 || op === 'is' ? own[start + index] === word : (own[start + index] ?? '').startsWith(word)))) return true
  }
  return false
}

function text(leaf: TextRule, values: string[], test: (value: string) => boolean): boolean {
  return leaf.op === 'missing' ? values.every((value) => value === '') : values.some(test)
}

function trackText(leaf: TextRule, { row, album, artists, genres, files }: NaiveTrack): boolean {
  const byName = (value: string): boolean => leaf.op !== 'missing' && name(leaf.value, leaf.op, value)
  const byWords = (indexed: string): boolean => leaf.op !== 'missing' && words(indexed, leaf.value, leaf.op)
  const texts = {
    path: indexedText(files.map(({ path }) => path).join('\n')),
    composer: indexedText(row.composerText as string | null),
    comment: indexedText(files[0]?.comment ?? null),
    lyrics: indexedText(files.find(({ lyrics }) => lyrics !== null)?.lyrics ?? null),
  }
  switch (leaf.field) {
    case 'title':
      return text(leaf, [String(row.title)], byName)
    case 'artist':
      return leaf.op === 'missing' ? row.artistText === '' : text(leaf, artists.map((artist) => artist.name), byName)
    case 'album':
      return leaf.op === 'missing' ? !album : text(leaf, album ? [String(album.row.title)] : [], byName)
    case 'albumArtist':
      return leaf.op === 'missing' ? !album || album.row.artistText === '' : text(leaf, album ? [String(album.row.artistText)] : [], byName)
    case 'genre':
      return leaf.op === 'missing' ? genres.length === 0 : text(leaf, genres.map((genre) => genre.name), (genre) => leaf.op !== 'missing' && genreName(leaf.value, leaf.op, genre))
    case 'label':
    case 'catalogNumber': {
      const values = leaf.field === 'label' ? album?.labels : album?.catalogNumbers
      if (leaf.op === 'missing') return (values ?? []).length === 0
      return text(leaf, [indexedName((values ?? []).join(' '))], byWords)
    }
    case 'composer':
    case 'path':
    case 'comment':
    case 'lyrics':
      if (leaf.op === 'missing') return leaf.field === 'comment' ? files.every(({ comment }) => comment === null) : texts[leaf.field] === ''
      return text(leaf, [texts[leaf.field]], byWords)
    case 'any': {
      if (leaf.op === 'missing') return false
      const names = [String(row.title), ...artists.map((artist) => artist.name), ...(album ? [String(album.row.title)] : [])]
      if (leaf.op !== 'contains') return names.some(byName)
      const columns = [row.title, row.artistText, album?.row.title ?? row.albumText, row.genreText].map((value) => indexedName(value as string | null))
      return [...columns, ...Object.values(texts)].some(byWords) || ([...plainName(leaf.value)].length >= 3 || wordsOf(leaf.value).length === 0 ? names.some(byName) : false)
    }
  }
}

function genreName(value: string, op: 'contains' | 'is' | 'startsWith', genre: string): boolean {
  const own = plainName(genre)
  const plain = plainName(value)
  if (op === 'is') return own === plain
  return op === 'contains' ? own.includes(plain) : own.startsWith(plain)
}

function compared(leaf: RuleLeaf, value: number | null | undefined, now: number): boolean {
  const number = value ?? null
  if (leaf.op === 'missing' || leaf.op === 'never') return number === null
  if (number === null || typeof leaf.value !== 'number') return false
  if (leaf.op === 'is') return number === leaf.value
  if (leaf.op === 'atLeast' || leaf.op === 'since') return number >= leaf.value
  if (leaf.op === 'atMost') return number <= leaf.value
  if (leaf.op === 'before') return number < leaf.value
  if (leaf.op === 'between') return leaf.value <= number && number <= (leaf.to ?? leaf.value)
  return leaf.op === 'within' && number >= now - leaf.value * day
}

const columnOf: Record<string, string> = { duration: 'durationMs', bitDepth: 'bitsPerSample', added: 'addedAt', lastPlayed: 'lastPlayedAt', firstPlayed: 'firstPlayedAt' }

function number(leaf: RuleLeaf, row: Row, now: number): boolean {
  const value = row[leaf.field === 'decade' ? 'year' : (columnOf[leaf.field] ?? leaf.field)] as number | null
  if (leaf.field === 'decade' && value !== null) return compared(leaf, value - (value % 10), now)
  return compared(leaf, leaf.field === 'duration' && value !== null ? value / 1000 : value, now)
}

function formatHolds(format: string, row: Row): boolean {
  if (format === 'lossless') return row.isLossless === 1
  if (format === 'lossy') return row.isLossless === 0
  const bits = row.bitsPerSample as number | null
  if (format === 'flac16' || format === 'flac24') return row.codec === 'flac' && bits !== null && bits > 16 === (format === 'flac24')
  return row.codec === format
}

const trackFlags: Record<FlagRule['field'], (track: NaiveTrack) => boolean> = {
  onDisk: ({ row }) => row.isOnDisk === 1,
  onShelf: ({ album }) => Number(album?.row.copyCount ?? 0) > 0,
  heard: ({ row }) => Number(row.plays) > 0,
  loved: ({ row }) => row.lovedAt !== null,
  lossless: ({ row }) => row.isLossless === 1,
  compilation: ({ album }) => album?.row.isCompilation === 1,
  hasCover: ({ album }) => (album?.row.coverHash ?? null) !== null,
  missing: ({ files }) => files.some(({ isMissing }) => isMissing),
}

function trackHolds(leaf: RuleLeaf, track: NaiveTrack, now: number): boolean {
  if (isFlag(leaf)) return trackFlags[leaf.field](track)
  switch (leaf.field) {
    case 'format':
      return formatHolds(leaf.value, track.row)
    case 'artistId':
      return track.artists.some(({ id }) => id === leaf.value)
    case 'albumId':
      return track.row.albumId === leaf.value
    case 'genreId':
      return track.genres.some(({ id }) => id === leaf.value)
    case 'directoryId':
      return track.files.some(({ directories }) => directories.includes(leaf.value))
    case 'folderId':
      return track.files.some(({ folderId }) => folderId === leaf.value)
  }
  return isText(leaf) ? trackText(leaf, track) : number(leaf, track.row, now)
}

function isText(leaf: RuleLeaf): leaf is TextRule {
  return typeof leaf.value === 'string' && leaf.field !== 'format'
}

const albumNumbers = new Set(['year', 'decade', 'rating', 'plays', 'duration', 'added', 'lastPlayed', 'firstPlayed'])

function albumHolds(leaf: RuleLeaf, album: NaiveAlbum, now: number): boolean {
  const { row } = album
  const someTrack = (): boolean => album.tracks.some((track) => holds(leaf, { kind: 'track', of: track }, now))
  if (isFlag(leaf)) {
    if (leaf.field === 'onDisk') return Number(row.trackCount) > 0
    if (leaf.field === 'lossless' || leaf.field === 'missing') return someTrack()
    return trackFlags[leaf.field]({ row, album, artists: [], genres: [], files: [] })
  }
  if (leaf.field === 'albumId') return row.id === leaf.value
  if (leaf.field === 'artistId') return album.artistIds.includes(leaf.value)
  if (leaf.field === 'genreId') return album.genres.some(({ id }) => id === leaf.value)
  if (albumNumbers.has(leaf.field)) return number(leaf, row, now)
  if (!isText(leaf)) return someTrack()
  const byName = (value: string): boolean => leaf.op !== 'missing' && name(leaf.value, leaf.op, value)
  switch (leaf.field) {
    case 'title':
    case 'album':
      return text(leaf, [String(row.title)], byName)
    case 'artist':
    case 'albumArtist':
      return text(leaf, [String(row.artistText)], byName)
    case 'genre':
    case 'label':
    case 'catalogNumber':
      return trackText(leaf, { row, album, artists: [], genres: album.genres, files: [] })
    case 'any': {
      if (leaf.op === 'missing') return false
      const names = [String(row.title), String(row.artistText)]
      if (leaf.op !== 'contains') return names.some(byName)
      const columns = [...names, album.genres.map((genre) => genre.name).join(' '), album.labels.join(' '), album.catalogNumbers.join(' ')]
      return columns.some((column) => words(indexedName(column), leaf.value, 'contains')) || ([...plainName(leaf.value)].length >= 3 || wordsOf(leaf.value).length === 0 ? names.some(byName) : false)
    }
    default:
      return someTrack()
  }
}

function artistHolds(leaf: RuleLeaf, { row, albums, tracks }: NaiveArtist, now: number): boolean {
  const someTrack = (): boolean => tracks.some((track) => holds(leaf, { kind: 'track', of: track }, now))
  if (isFlag(leaf)) {
    if (leaf.field === 'onDisk') return Number(row.trackCount) > 0
    if (leaf.field === 'onShelf') return albums.some((album) => Number(album.row.copyCount) > 0)
    if (leaf.field === 'heard') return Number(row.plays) > 0
    return leaf.field === 'loved' ? row.lovedAt !== null : someTrack()
  }
  if (leaf.field === 'artistId') return row.id === leaf.value
  if (['rating', 'plays', 'added', 'lastPlayed'].includes(leaf.field)) return number(leaf, row, now)
  if (isText(leaf) && leaf.field === 'any' && leaf.op === 'missing') return false
  if (isText(leaf) && (leaf.field === 'artist' || leaf.field === 'any')) return text(leaf, [String(row.name)], (value) => leaf.op !== 'missing' && name(leaf.value, leaf.op, value))
  return someTrack()
}
