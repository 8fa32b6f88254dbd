import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { flac, flacPicture, id3Frame, id3Text, id3v2, id3v2Picture, mp3Frames, userText } from './audio-bytes.ts'

/** What a music file of a test says. `seconds` is its length, `sound` what its audio is made of: files of one sound are copies. */
export type MusicTags = {
  title?: string
  artist?: string | string[]
  albumArtist?: string | string[]
  album?: string
  track?: number
  trackTotal?: number
  disc?: number
  year?: number
  originalYear?: number
  genre?: string[]
  isCompilation?: boolean
  releaseId?: string
  releaseGroupId?: string
  recordingId?: string
  artistId?: string
  discogsMaster?: number
  label?: string
  catalogNumber?: string
  media?: string
  releaseType?: string
  rating?: number
  lyrics?: string
  seconds?: number
  sound?: number
  cover?: Buffer
}

/** A version 4 UUID made of a number: the ids of MusicBrainz look like this. */
export function uuid(number: number): string {
  return `${number.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
}

const listed = (value: string | string[] | undefined): string[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])

/** The fields in Vorbis' names. */
function fieldsOf(tags: MusicTags): [string, string][] {
  const single: [string, string | number | undefined][] = [
    ['TITLE', tags.title], ['ALBUM', tags.album], ['TRACKNUMBER', tags.track], ['TRACKTOTAL', tags.trackTotal], ['DISCNUMBER', tags.disc], ['DATE', tags.year], ['ORIGINALDATE', tags.originalYear],
    ['COMPILATION', tags.isCompilation ? 1 : undefined], ['MUSICBRAINZ_ALBUMID', tags.releaseId], ['MUSICBRAINZ_RELEASEGROUPID', tags.releaseGroupId], ['MUSICBRAINZ_TRACKID', tags.recordingId],
    ['MUSICBRAINZ_ARTISTID', tags.artistId], ['DISCOGS_MASTER_ID', tags.discogsMaster], ['LABEL', tags.label], ['CATALOGNUMBER', tags.catalogNumber], ['MEDIA', tags.media], ['RELEASETYPE', tags.releaseType],
    ['FMPS_RATING', tags.rating === undefined ? undefined : tags.rating / 100], ['LYRICS', tags.lyrics],
  ]
  return [
    ...single.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])),
    ...listed(tags.artist).map((name): [string, string] => ['ARTIST', name]),
    ...listed(tags.albumArtist).map((name): [string, string] => ['ALBUMARTIST', name]),
    ...listed(tags.genre).map((name): [string, string] => ['GENRE', name]),
  ]
}

/** A FLAC file of these tags; the audio is bytes that only `sound` decides. */
export function flacFile(tags: MusicTags): Buffer {
  return Buffer.concat([flac(fieldsOf(tags), tags.cover ? [flacPicture(tags.cover)] : [], Math.round((tags.seconds ?? 200) * 44_100)), soundOf(tags.sound ?? 0, 3_000)])
}

/** An MP3 file of these tags. Its audio is `seconds` long, 16 kB a second. */
export function mp3File(tags: MusicTags): Buffer {
  const named: Readonly<Record<string, string>> = { TITLE: 'TIT2', ALBUM: 'TALB', TRACKNUMBER: 'TRCK', DISCNUMBER: 'TPOS', DATE: 'TDRC', ORIGINALDATE: 'TDOR', COMPILATION: 'TCMP', LABEL: 'TPUB', MEDIA: 'TMED', GENRE: 'TCON', ARTIST: 'TPE1', ALBUMARTIST: 'TPE2' }
  const values = Map.groupBy(fieldsOf(tags).filter(([name]) => name !== 'TRACKTOTAL'), ([name]) => name)
  const frames = [...values].map(([name, entries]) => {
    const texts = entries.map(([, value]) => value)
    if (name === 'TRACKNUMBER' && tags.trackTotal !== undefined) texts[0] = `${texts[0]}/${tags.trackTotal}`
    const id = named[name]
    return id ? id3Frame(id, id3Text('utf8', ...texts)) : id3Frame('TXXX', userText(name, ...texts))
  })
  if (tags.cover) frames.push(id3Frame('APIC', id3v2Picture(tags.cover)))
  const audio = mp3Frames(Math.max(8, Math.round((tags.seconds ?? 2) / 0.026_122)))
  // Behind a frame's side information; what it means is silence all the same.
  for (let at = 0; at + 417 <= audio.length; at += 417) soundOf((tags.sound ?? 0) + at, 64).copy(audio, at + 100)
  return Buffer.concat([id3v2(frames), audio])
}

function soundOf(seed: number, length: number): Buffer {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0
  return Buffer.from(Array.from({ length }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 25))
}

/** Writes music below a folder: paths to tags, in the format their ending names (`mp3` or `flac`). */
export function writeMusic(folder: string, files: Readonly<Record<string, MusicTags>>): void {
  for (const [path, tags] of Object.entries(files)) {
    const place = join(folder, path)
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, path.endsWith('.flac') ? flacFile(tags) : mp3File(tags))
  }
}

/** The files of one album in a folder: `01 Title.flac` and so on. Tags in `own` are for the album, those in a track for it. */
export function albumFiles(folder: string, own: MusicTags, tracks: readonly (string | MusicTags)[], ending: 'flac' | 'mp3' = 'flac'): Record<string, MusicTags> {
  return Object.fromEntries(
    tracks.map((track, index) => {
      const tags: MusicTags = { track: index + 1, ...own, ...(typeof track === 'string' ? { title: track } : track) }
      const seed = [...`${tags.artist} ${tags.title}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)
      return [`${folder}/${String(tags.track).padStart(2, '0')} ${tags.title ?? `Track ${index + 1}`}.${ending}`, { sound: seed, ...tags }]
    }),
  )
}
