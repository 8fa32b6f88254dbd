// From tag blocks to the fields of a track. Every rule here only joins what the tags say; nothing is looked up or invented.
import { albumArtistKeys, artistKeys, readCredit, uuidsIn, type CreditLine } from './credits.ts'
import type { AudioFormat, CoverKind, DiscogsIds, EmbeddedLyrics, FileTags, MusicBrainzIds } from './file-tags.ts'
import { readGains } from './gain-tags.ts'
import { addDayMonth, discOfPosition, discOfSide, parseDate, parsePosition, yearOf } from './positions.ts'
import { ratingFromFmps, ratingFromText } from './rating.ts'
import { repairBlocks } from './repair-blocks.ts'
import { isSyncedLyrics } from './lyrics-text.ts'
import type { FileReading, TagBlock } from './tag-block.ts'
import { allOf, distinct, firstOf, joinedOf, numberOf } from './tag-lookup.ts'

const coverOrder: Record<CoverKind, number> = { front: 0, other: 1, back: 2 }

export function buildFileTags(reading: FileReading, format: AudioFormat): FileTags {
  repairBlocks(reading)
  const { blocks } = reading
  const artist = readCredit(blocks, artistKeys)
  const albumArtist = likeArtist(readCredit(blocks, albumArtistKeys), artist)
  const trackText = firstOf(blocks, 'TRACKNUMBER', 'TRACK', 'TRACKFROMZERO')
  const track = parsePosition(trackText, firstOf(blocks, 'TRACKTOTAL', 'TOTALTRACKS', 'TRACKC'))
  const disc = parsePosition(firstOf(blocks, 'DISCNUMBER', 'DISC'), firstOf(blocks, 'DISCTOTAL', 'TOTALDISCS', 'DISCC'))
  const date = addDayMonth(parseDate(firstOf(blocks, 'DATE', 'YEAR', 'RELEASEDATE')), firstOf(blocks, 'DAYMONTH'))
  const originalDate = parseDate(firstOf(blocks, 'ORIGINALDATE', 'ORIGINALRELEASEDATE', 'ORIGINALYEAR', 'ORIGYEAR', 'DISCOGSORIGINALYEAR'))
  return {
    ...format,
    tagFormats: distinct(blocks.filter((block) => block.values.size > 0 && block.format !== 'lame').map((block) => block.format)),
    title: joinedOf(blocks, ' / ', 'TITLE'),
    subtitle: firstOf(blocks, 'SUBTITLE', 'VERSION'),
    artist: artist.text,
    artists: artist.names,
    albumArtist: albumArtist.text,
    albumArtists: albumArtist.names,
    album: firstOf(blocks, 'ALBUM'),
    trackNumber: track.number,
    trackTotal: track.total,
    discNumber: disc.side === null ? (disc.number ?? discOfPosition(trackText)) : discOfSide(disc.side),
    discTotal: disc.total,
    discSubtitle: firstOf(blocks, 'DISCSUBTITLE', 'SETSUBTITLE'),
    positionText: track.text,
    side: track.side,
    date,
    year: yearOf(date),
    originalDate,
    originalYear: yearOf(originalDate),
    genres: distinct([...allOf(blocks, 'GENRE'), ...allOf(blocks, 'STYLE', 'DISCOGSSTYLE')]),
    composers: distinct(allOf(blocks, 'COMPOSER')),
    conductors: distinct(allOf(blocks, 'CONDUCTOR')),
    remixers: distinct(allOf(blocks, 'REMIXER', 'MIXARTIST')),
    labels: distinct(allOf(blocks, 'LABEL', 'ORGANIZATION', 'PUBLISHER', 'DISCOGSLABEL')),
    catalogNumbers: distinct(allOf(blocks, 'CATALOGNUMBER', 'CATALOGID', 'CATALOG', 'LABELNO', 'DISCOGSCATALOG')),
    barcode: allOf(blocks, 'BARCODE', 'UPC', 'EAN').find((text) => /^[\d\s-]{6,20}$/.test(text)) ?? null,
    isrcs: distinct(allOf(blocks, 'ISRC').flatMap(isrcsIn)),
    isCompilation: isTrue(firstOf(blocks, 'COMPILATION', 'ITUNESCOMPILATION', 'ISCOMPILATION')),
    grouping: firstOf(blocks, 'GROUPING', 'CONTENTGROUP'),
    releaseTypes: distinct(allOf(blocks, 'RELEASETYPE', 'MUSICBRAINZALBUMTYPE').flatMap((value) => value.toLowerCase().split(/\s*[;/,]\s*/))).filter((type) => /^[a-z][a-z +-]*$/.test(type)),
    releaseStatus: firstOf(blocks, 'RELEASESTATUS', 'MUSICBRAINZALBUMSTATUS'),
    releaseCountry: firstOf(blocks, 'RELEASECOUNTRY', 'MUSICBRAINZALBUMRELEASECOUNTRY', 'DISCOGSCOUNTRY'),
    media: firstOf(blocks, 'MEDIA', 'SOURCEMEDIA'),
    musicbrainz: musicBrainzIds(blocks),
    discogs: discogsIds(blocks),
    replayGain: readGains(blocks),
    rating: ratingOf(blocks),
    bpm: positiveOf(blocks, 'BPM', 'TEMPO'),
    key: firstOf(blocks, 'KEY', 'INITIALKEY'),
    mood: joinedOf(blocks, ', ', 'MOOD'),
    comment: firstOf(blocks, 'COMMENT', 'DESCRIPTION'),
    lyrics: lyricsOf(blocks),
    titleSort: firstOf(blocks, 'TITLESORT', 'TITLESORTORDER'),
    artistSort: joinedOf(blocks, ', ', 'ARTISTSORT', 'ARTISTSORTORDER'),
    albumSort: firstOf(blocks, 'ALBUMSORT', 'ALBUMSORTORDER'),
    albumArtistSort: joinedOf(blocks, ', ', 'ALBUMARTISTSORT', 'ALBUMARTISTSORTORDER'),
    composerSort: joinedOf(blocks, ', ', 'COMPOSERSORT', 'COMPOSERSORTORDER'),
    encodedBy: firstOf(blocks, 'ENCODEDBY'),
    encoderSettings: firstOf(blocks, 'ENCODERSETTINGS', 'ENCODEROPTIONS', 'ENCODER', 'ENCODING'),
    hasCover: reading.covers.length > 0,
    covers: reading.covers.map(({ kind, mime, size, offset }) => ({ kind, mime, size, offset })).sort((one, other) => coverOrder[one.kind] - coverOrder[other.kind]),
    warnings: reading.warnings,
  }
}

/** The same printed line names the same people: what the track's list proves holds for the album too. */
function likeArtist(albumArtist: CreditLine, artist: CreditLine): CreditLine {
  return albumArtist.text === artist.text && artist.names.length > albumArtist.names.length ? artist : albumArtist
}

/** Older taggers put several into one value. */
function isrcsIn(text: string): string[] {
  return text.toUpperCase().replaceAll('-', '').match(/[A-Z]{2}[A-Z0-9]{3}\d{7}/g) ?? []
}

function isTrue(text: string | null): boolean {
  return text !== null && /^(1|true|yes)$/i.test(text)
}

function positiveOf(blocks: TagBlock[], ...keys: string[]): number | null {
  const value = numberOf(blocks, ...keys)
  return value !== null && value > 0 && value < 2000 ? value : null
}

function musicBrainzIds(blocks: TagBlock[]): MusicBrainzIds {
  const one = (...keys: string[]): string | null => uuidsIn(allOf(blocks, ...keys))[0] ?? null
  return {
    recording: one('MUSICBRAINZTRACKID', 'MUSICBRAINZRECORDINGID'),
    track: one('MUSICBRAINZRELEASETRACKID'),
    release: one('MUSICBRAINZALBUMID', 'MUSICBRAINZRELEASEID'),
    releaseGroup: one('MUSICBRAINZRELEASEGROUPID'),
    work: one('MUSICBRAINZWORKID'),
    artists: uuidsIn(allOf(blocks, 'MUSICBRAINZARTISTID')),
    albumArtists: uuidsIn(allOf(blocks, 'MUSICBRAINZALBUMARTISTID')),
  }
}

function discogsIds(blocks: TagBlock[]): DiscogsIds {
  const numbers = (...keys: string[]): number[] => distinct(allOf(blocks, ...keys).flatMap((value) => value.match(/\d+/g) ?? []).map(Number)).filter((id) => id > 0)
  return {
    release: numbers('DISCOGSRELEASEID', 'DISCOGSRELEASE')[0] ?? null,
    master: numbers('DISCOGSMASTERRELEASEID', 'DISCOGSMASTERID', 'DISCOGSMASTER')[0] ?? null,
    artists: numbers('DISCOGSARTISTID', 'DISCOGSARTISTIDS'),
  }
}

function ratingOf(blocks: TagBlock[]): number | null {
  const fmps = firstOf(blocks, 'FMPSRATING')
  if (fmps !== null) return ratingFromFmps(fmps)
  const measured = blocks.find((block) => block.rating !== null)?.rating
  if (measured !== undefined && measured !== null) return measured
  for (const block of blocks) {
    for (const [key, [value]] of block.values) {
      // "RATING:somebody" is a fraction by custom (Picard, Quod Libet); the bare key has several scales.
      if (key.startsWith('RATING:') && value !== undefined) return ratingFromFmps(value)
      if (key === 'RATING' && value !== undefined) return ratingFromText(value)
    }
  }
  return null
}

function lyricsOf(blocks: TagBlock[]): EmbeddedLyrics {
  const texts = allOf(blocks, 'LYRICS', 'UNSYNCEDLYRICS', 'UNSYNCLYRICS')
  const more = allOf(blocks, 'SYNCEDLYRICS')
  const synced = blocks.find((block) => block.syncedLyrics !== null)?.syncedLyrics ?? [...more, ...texts].find(isSyncedLyrics) ?? null
  return {
    plain: texts.find((text) => !isSyncedLyrics(text)) ?? null,
    synced,
    language: blocks.find((block) => block.lyricsLanguage !== null)?.lyricsLanguage ?? null,
  }
}
