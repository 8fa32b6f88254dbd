import type { WriteDb } from '#main/kernel/db/database.ts'
import { albumSort } from '#shared/model/album-sort.ts'
import { nameKey, sortKey } from '#shared/model/names.ts'
import { withoutUpkeep } from './bulk-write.ts'
import { createNames, seededChance } from './synthetic-names.ts'
import type { Chance, Names } from './synthetic-names.ts'
import { drawPlays, tallyPlays, writePlays } from './synthetic-plays.ts'
import type { Tally } from './synthetic-plays.ts'
import { openWriters } from './synthetic-writers.ts'
import type { SyntheticCodec, Writers } from './synthetic-writers.ts'

/** How large a library to make; the same options give the same rows. */
export type SyntheticOptions = {
  files: number
  albums: number
  plays?: number
  seed?: number
  /** The moment the library is "now" at, UTC ms. */
  now?: number
  /** Absolute path of the one library folder; its files do not exist. */
  folder?: string
}

/** What was made. Tracks are fewer than files: some albums are there in two formats. */
export type SyntheticLibrary = { files: number; albums: number; tracks: number; artists: number; plays: number; now: number }

type Artist = { id: number; name: string; key: string; sort: string; albums: number; tracks: number; directoryId: number }
type Album = {
  id: number; artist: Artist; title: string; sort: string; year: number; kind: string; isCompilation: boolean; genres: number[]; addedAt: number; directoryId: number
  codec: SyntheticCodec; discs: number; hasSides: boolean; hasSecondEdition: boolean
}
type Track = { title: string; key: string; artist: Artist; guest: Artist | undefined; durationMs: number }

const cd: SyntheticCodec = { name: 'flac', container: 'flac', extension: 'flac', bitrate: 920, sampleRate: 44_100, bits: 16, isLossless: 1 }
const mp3: SyntheticCodec = { name: 'mp3', container: 'mpeg', extension: 'mp3', bitrate: 320, sampleRate: 44_100, bits: null, isLossless: 0 }
const codecs: SyntheticCodec[] = [
  cd,
  mp3,
  { name: 'flac', container: 'flac', extension: 'flac', bitrate: 2800, sampleRate: 96_000, bits: 24, isLossless: 1 },
  { name: 'mp3', container: 'mpeg', extension: 'mp3', bitrate: 245, sampleRate: 44_100, bits: null, isLossless: 0 },
  { name: 'aac', container: 'mp4', extension: 'm4a', bitrate: 256, sampleRate: 44_100, bits: null, isLossless: 0 },
  { name: 'opus', container: 'ogg', extension: 'opus', bitrate: 160, sampleRate: 48_000, bits: null, isLossless: 0 },
  { name: 'vorbis', container: 'ogg', extension: 'ogg', bitrate: 192, sampleRate: 44_100, bits: null, isLossless: 0 },
  { name: 'alac', container: 'mp4', extension: 'm4a', bitrate: 850, sampleRate: 44_100, bits: 16, isLossless: 1 },
]
const genreNames = `Rock;Pop;Jazz;Classical;Electronic;Hip-Hop;Folk;Blues;Country;Soul;Funk;Reggae;Metal;Punk;Ambient;House;Techno;Indie Rock;Alternative;
Singer-Songwriter;R&B;Disco;Post-Rock;Post-Punk;New Wave;Shoegaze;Dream Pop;Krautrock;Progressive Rock;Psychedelic;Garage Rock;Grunge;Hard Rock;Doom;Black Metal;
Death Metal;Bebop;Cool Jazz;Free Jazz;Fusion;Swing;Bossa Nova;Samba;Salsa;Tango;Fado;Flamenco;Chanson;Afrobeat;Highlife;Dub;Ska;Rocksteady;Trip-Hop;Downtempo;
Drum & Bass;Jungle;Dubstep;Garage;Grime;Trap;IDM;Glitch;Noise;Drone;Minimal;Opera;Baroque;Chamber Music;Choral;Symphony;Soundtrack;Musical;Children's;Spoken Word;
Comedy;Christmas;Gospel;Bluegrass;Americana;Celtic;World;J-Pop;K-Pop;City Pop;Enka;Raï;Gnawa;Qawwali;Klezmer;Polka;Waltz;March;New Age;Lounge;Exotica;Surf;Rockabilly`
  .split(/;\s*/)
const kinds = ['album', 'album', 'album', 'album', 'album', 'album', 'ep', 'single', 'live', 'compilation', 'soundtrack', 'remix']
const defaultNow = Date.UTC(2026, 10, 20, 18)
const dayMs = 86_400_000
/** Ids of second editions and their folders are those of the first plus this. */
const secondEdition = 10_000_000
const upkept = [
  'artists', 'albums', 'editions', 'tracks', 'edition_tracks', 'album_artists', 'track_artists', 'track_genres', 'album_genres', 'files', 'lyrics', 'listening_history', 'heard_texts', 'play_witnesses', 'play_months', 'directories',
]

function drawArtists(names: Names, count: number): Artist[] {
  return Array.from({ length: count }, (_, index) => {
    const name = index === 0 ? 'Various Artists' : names.artist()
    return { id: index + 1, name, key: nameKey(name), sort: sortKey(name), albums: 0, tracks: 0, directoryId: index + 2 }
  })
}

/** Album sizes that add up to exactly `tracks`; `starts[n]` is the number of album n's first track. */
function drawSizes(chance: Chance, albums: number, tracks: number): Int32Array {
  const sizes = Array.from({ length: albums }, () => {
    const kind = chance.next()
    if (kind < 0.18) return 1 + chance.below(5)
    if (kind < 0.8) return 8 + chance.below(6)
    return kind < 0.96 ? 14 + chance.below(7) : 21 + chance.below(20)
  })
  let missing = tracks - sizes.reduce((sum, size) => sum + size, 0)
  for (let index = 0; missing !== 0; index = (index + 1) % albums) {
    const step = missing > 0 ? Math.ceil(missing / albums) : -Math.min(Math.ceil(-missing / albums), (sizes[index] ?? 1) - 1)
    sizes[index] = (sizes[index] ?? 0) + step
    missing -= step
  }
  const starts = new Int32Array(albums + 1)
  for (const [index, size] of sizes.entries()) starts[index + 1] = (starts[index] ?? 0) + size
  return starts
}

function drawAlbum(chance: Chance, names: Names, artists: Artist[], index: number, now: number): Album {
  const isCompilation = chance.is(0.03)
  const unplaced = index + 1 < artists.length ? artists[index + 1] : undefined
  const artist = (isCompilation ? artists[0] : (unplaced ?? artists[1 + chance.favoured(artists.length - 1)])) as Artist
  const title = names.album()
  artist.albums++
  return {
    id: index + 1,
    artist,
    title,
    sort: sortKey(title),
    year: Math.min(2026, 1955 + chance.below(72)),
    kind: isCompilation ? 'compilation' : chance.pick(kinds),
    isCompilation,
    genres: [...new Set(Array.from({ length: 1 + chance.below(3) }, () => chance.skewed(genreNames.length) + 1))],
    addedAt: now - chance.below(3000) * dayMs - chance.below(dayMs),
    directoryId: artists.length + 2 + index,
    codec: chance.pick(codecs),
    discs: chance.is(0.06) ? 2 : 1,
    hasSides: chance.is(0.05),
    hasSecondEdition: chance.is(0.04),
  }
}

function drawTrack(chance: Chance, names: Names, artists: Artist[], album: Album | null): Track {
  const title = names.track()
  const artist = album && !album.isCompilation ? album.artist : (artists[1 + chance.favoured(artists.length - 1)] as Artist)
  const guest = chance.is(0.05) ? artists[1 + chance.below(artists.length - 1)] : undefined
  artist.tracks++
  if (!guest || guest === artist) return { title, key: nameKey(title), artist, guest: undefined, durationMs: 90_000 + chance.below(300_000) }
  guest.tracks++
  return { title, key: nameKey(title), artist, guest, durationMs: 90_000 + chance.below(300_000) }
}

function creditText({ artist, guest }: Track): string {
  return guest ? `${artist.name} feat. ${guest.name}` : artist.name
}

type Tallies = { track: Tally; album: Tally }

function trackWriter(write: Writers, chance: Chance, names: Names, tally: Tally) {
  return (number: number, track: Track, album: Album | null, genreText: string | null, disc: number, place: number, fileId: number, codec: SyntheticCodec, addedAt: number): void => {
    const trackId = number + 1
    write.track([
      trackId, album?.id ?? null, track.title, track.key, sortKey(track.title), creditText(track), track.artist.key, track.artist.sort, album?.title ?? null,
      albumSort(album?.sort ?? '', album?.id ?? null, disc, place), disc, place, album?.year ?? null, genreText, track.durationMs, chance.is(0.05) ? names.person() : null,
      chance.is(0.1) ? 20 * (1 + chance.below(5)) : null, chance.is(0.03) ? addedAt + 1000 : null, addedAt, 1, fileId, codec.name, codec.bitrate, codec.sampleRate,
      codec.bits, codec.isLossless, tally.plays[number] ?? 0, tally.skips[number] ?? 0, tally.heardMs[number] ?? 0, tally.firstAt[number] || null, tally.lastAt[number] || null,
    ])
    write.trackArtist([trackId, 0, track.artist.id, track.artist.name, track.guest ? ' feat. ' : ''])
    if (track.guest) write.trackArtist([trackId, 1, track.guest.id, track.guest.name, ''])
    if (chance.is(0.02)) write.lyrics([fileId, 'embedded', 0, names.lyric()])
  }
}

function albumWriter(write: Writers, chance: Chance, names: Names, tallies: Tallies) {
  const writeTrack = trackWriter(write, chance, names, tallies.track)
  return (album: Album, tracks: Track[], firstTrack: number): void => {
    const { artist, codec } = album
    const genreText = album.genres.map((id) => genreNames[id - 1]).join('; ')
    const perDisc = Math.ceil(tracks.length / album.discs)
    const half = Math.ceil(perDisc / 2)
    const secondId = album.id + secondEdition
    let duration = 0
    for (const [index, track] of tracks.entries()) {
      const trackId = firstTrack + index + 1
      const disc = Math.floor(index / perDisc) + 1
      const place = (index % perDisc) + 1
      const position = album.hasSides ? `${String.fromCharCode(63 + disc * 2 + (place > half ? 1 : 0))}${place > half ? place - half : place}` : null
      const file = {
        directoryId: album.directoryId, codec, trackId, editionId: album.id, title: track.title, artist: creditText(track), albumArtist: artist.name, album: album.title, year: album.year,
        genre: genreText, disc, place, durationMs: track.durationMs, addedAt: album.addedAt,
      }
      const fileId = write.file(file)
      write.placed([album.id, trackId, disc, place, position])
      if (album.hasSecondEdition) {
        write.file({ ...file, directoryId: album.directoryId + secondEdition, codec: mp3, editionId: secondId })
        write.placed([secondId, trackId, disc, place, null])
      }
      writeTrack(firstTrack + index, track, album, genreText, disc, place, fileId, codec, album.addedAt)
      for (const genreId of album.genres) write.trackGenre([trackId, genreId])
      duration += track.durationMs
    }
    write.directory([album.directoryId, 1, artist.directoryId, `${artist.name}${artist.id}/${album.year} ${album.title} [${album.id}]`])
    write.edition([album.id, album.id, 'digital', album.title, album.year, `${artist.name} Records`, `SYN ${album.id}`, 'CD', album.directoryId, album.addedAt])
    if (album.hasSecondEdition) {
      write.directory([album.directoryId + secondEdition, 1, artist.directoryId, `${artist.name}${artist.id}/${album.title} (second) [${album.id}]`])
      write.edition([secondId, album.id, 'digital', album.title, album.year, null, null, 'Digital Media', album.directoryId + secondEdition, album.addedAt])
    }
    for (const genreId of album.genres) write.albumGenre([album.id, genreId])
    write.albumArtist([album.id, 0, artist.id, artist.name, ''])
    const editions = album.hasSecondEdition ? 2 : 1
    const at = album.id - 1
    write.album([
      album.id, album.title, nameKey(album.title), album.sort, artist.name, artist.key, artist.sort, album.kind, album.isCompilation ? 1 : 0, album.year,
      chance.is(0.9) ? `cover${album.id}` : null, chance.is(0.04) ? album.addedAt + 1000 : null, album.addedAt, duration, tracks.length, tracks.length * editions,
      tracks.length * editions * 9_000_000, editions, tallies.album.plays[at] ?? 0, tallies.album.heardMs[at] ?? 0, tallies.album.firstAt[at] || null, tallies.album.lastAt[at] || null,
    ])
  }
}

/** Takes second editions away until the files do not exceed what was asked for; what is still missing becomes loose tracks. */
function fitFiles(albums: Album[], starts: Int32Array, files: number): number {
  const size = (index: number): number => (starts[index + 1] ?? 0) - (starts[index] ?? 0)
  let missing = files - albums.reduce((sum, album, index) => sum + size(index) * (album.hasSecondEdition ? 2 : 1), 0)
  for (const [index, album] of albums.entries()) {
    if (missing >= 0) break
    if (!album.hasSecondEdition) continue
    album.hasSecondEdition = false
    missing += size(index)
  }
  return missing
}

/**
 * Fills an empty, migrated library with a believable one of any size, straight by SQL: 250,000 files with 1,000,000
 * plays take about twenty seconds. The search index is not filled; call `rebuildSearch`.
 */
export function fillSyntheticLibrary(db: WriteDb, { files, albums: albumCount, plays: playCount = 0, seed = 1, now = defaultNow, folder = '/synthetic/music' }: SyntheticOptions): SyntheticLibrary {
  const chance = seededChance(seed)
  const names = createNames(chance)
  const artists = drawArtists(names, Math.max(2, Math.round(albumCount * 0.4)))
  const albums = Array.from({ length: albumCount }, (_, index) => drawAlbum(chance, names, artists, index, now))
  const starts = drawSizes(chance, albumCount, Math.max(albumCount, Math.floor(files * 0.955)))
  const onAlbums = starts[albumCount] ?? 0
  const loose = fitFiles(albums, starts, files)
  const albumOf = new Int32Array(onAlbums)
  const tracks: Track[] = []
  for (const [index, album] of albums.entries()) {
    albumOf.fill(index, starts[index], starts[index + 1])
    while (tracks.length < (starts[index + 1] ?? 0)) tracks.push(drawTrack(chance, names, artists, album))
  }
  const durations = Int32Array.from(tracks, (track) => track.durationMs)
  const plays = drawPlays(chance, playCount, starts, now)
  const heardBy = tallyPlays(plays, artists.length, (number) => (tracks[number]?.artist.id ?? 1) - 1, durations)
  const tallies = { track: tallyPlays(plays, onAlbums, (number) => number, durations), album: tallyPlays(plays, albumCount, (number) => albumOf[number] ?? 0, durations) }

  withoutUpkeep(db, upkept, () => {
    db.transaction(() => {
      const write = openWriters(db, chance)
      write.folder([1, folder, now])
      write.directory([1, 1, null, ''])
      for (const [index, name] of genreNames.entries()) write.genre([index + 1, name, nameKey(name)])
      const writeAlbum = albumWriter(write, chance, names, tallies)
      for (const [index, album] of albums.entries()) writeAlbum(album, tracks.slice(starts[index], starts[index + 1]), starts[index] ?? 0)
      const writeTrack = trackWriter(write, chance, names, tallies.track)
      for (let number = onAlbums; number < onAlbums + loose; number++) {
        const track = drawTrack(chance, names, artists, null)
        const fileId = write.file({
          directoryId: 1, codec: mp3, trackId: number + 1, editionId: null, title: `${track.title} ${number}`, artist: creditText(track), albumArtist: null, album: null, year: null, genre: null,
          disc: 1, place: 1, durationMs: track.durationMs, addedAt: now - dayMs,
        })
        writeTrack(number, track, null, null, 1, 1, fileId, mp3, now - dayMs)
      }
      for (const [index, artist] of artists.entries()) {
        write.directory([artist.directoryId, 1, 1, `${artist.name}${artist.id}`])
        write.artist([artist.id, artist.name, artist.key, artist.sort, artist.albums, artist.tracks, heardBy.plays[index] ?? 0, heardBy.heardMs[index] ?? 0, heardBy.lastAt[index] || null, now])
      }
      writePlays(db, plays, tallies.track, (number) => {
        const track = tracks[number] as Track
        const album = albums[albumOf[number] ?? 0] as Album
        return { title: track.title, artist: track.artist.name, album: album.title, albumId: album.id, artistId: track.artist.id, durationMs: track.durationMs }
      })
    })
  })
  // Not of the search index, which is still empty: with statistics of two rows FTS5 deletes by reading a whole table.
  const analysed = db.sqlite.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_%' AND name NOT LIKE 'sqlite_%'").pluck().all()
  db.sqlite.exec(analysed.map((table) => `ANALYZE ${table};`).join(''))
  return { files, albums: albumCount, tracks: onAlbums + loose, artists: artists.length, plays: playCount, now }
}

/** Everything a tidy library has not: files gone missing, tracks not on disk or merged, unknown years, copies, names of signs. */
export function disturb(db: WriteDb): void {
  db.sqlite.exec(`
    UPDATE files SET missingSince = 5 WHERE id % 17 = 0;
    UPDATE tracks SET isOnDisk = 0, codec = NULL, bitrate = NULL, sampleRate = NULL, bitsPerSample = NULL, isLossless = NULL, bestFileId = NULL WHERE id % 23 = 0;
    UPDATE tracks SET year = NULL WHERE id % 7 = 0;
    UPDATE tracks SET bpm = 60 + id % 140 WHERE id % 3 = 0;
    UPDATE tracks SET title = '!!!', titleSort = '!!!' WHERE id % 101 = 0;
    UPDATE tracks SET mergedIntoId = 1 WHERE id % 97 = 0;
    UPDATE albums SET copyCount = 1 WHERE id % 5 = 0;
    UPDATE albums SET year = NULL, rating = 60 WHERE id % 11 = 0;
    UPDATE artists SET lovedAt = 9, rating = 40 WHERE id % 4 = 0;
    UPDATE editions SET label = NULL WHERE id % 6 = 0;
  `)
}
