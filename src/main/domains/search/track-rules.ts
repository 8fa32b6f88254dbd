import type { FlagRule, IdRule, RuleLeaf, TextRule } from '#shared/model/rule-tree.ts'
import { allOf, anyOf, condition, never, within } from './sql-condition.ts'
import type { Condition } from './sql-condition.ts'
import { albumArtist, albumTitle, artistName, genreIds, idsByName, idsByWords, isIn, looksInsideWords, trackTitle } from './text-rules.ts'
import { dateRule, decadeRule, fileIds, flagRule, formatRule, numberRule, playsRule } from './value-rules.ts'
import type { Moment } from './value-rules.ts'

const ofAlbums = (ids: Condition): Condition => within('tracks.albumId IN ({})', ids)
const byArtists = (ids: Condition): Condition => within('tracks.id IN (SELECT trackId FROM track_artists WHERE artistId IN ({}))', ids)
const ofGenres = (ids: Condition): Condition => within('tracks.id IN (SELECT trackId FROM track_genres WHERE genreId IN ({}))', ids)
const albumHolds = (text: string): Condition => condition(`tracks.albumId IN (SELECT id FROM albums WHERE ${text})`)

/** One rule as SQL on a row of `tracks`. */
export function trackRule(leaf: RuleLeaf, moment: Moment): Condition {
  switch (leaf.field) {
    case 'added':
      return dateRule('tracks.addedAt', leaf, moment)
    case 'lastPlayed':
      return dateRule('tracks.lastPlayedAt', leaf, moment)
    case 'firstPlayed':
      return dateRule('tracks.firstPlayedAt', leaf, moment)
    case 'format':
      return formatRule(leaf)
    case 'duration':
      return numberRule('tracks.durationMs', leaf, 1000)
    case 'plays':
      return playsRule('tracks.plays', leaf)
    case 'decade':
      return decadeRule('tracks.year', leaf)
    case 'bitDepth':
      return numberRule('tracks.bitsPerSample', leaf)
    case 'year':
    case 'discNumber':
    case 'trackNumber':
    case 'bitrate':
    case 'sampleRate':
    case 'bpm':
    case 'rating':
    case 'skips':
      return numberRule(`tracks.${leaf.field}`, leaf)
    case 'artistId':
    case 'albumId':
    case 'genreId':
    case 'directoryId':
    case 'folderId':
      return idRule(leaf)
    case 'onDisk':
    case 'onShelf':
    case 'heard':
    case 'loved':
    case 'lossless':
    case 'compilation':
    case 'hasCover':
    case 'missing':
      return flagRule(flags[leaf.field], leaf)
    default:
      return textRule(leaf)
  }
}

const flags: Readonly<Record<FlagRule['field'], Condition>> = {
  onDisk: condition('tracks.isOnDisk = 1'),
  onShelf: albumHolds('copyCount > 0'),
  heard: condition('tracks.plays > 0'),
  loved: condition('tracks.lovedAt IS NOT NULL'),
  lossless: condition('tracks.isLossless = 1'),
  compilation: albumHolds('isCompilation = 1'),
  hasCover: albumHolds('coverHash IS NOT NULL'),
  missing: condition('tracks.id IN (SELECT trackId FROM files WHERE missingSince IS NOT NULL)'),
}

function idRule({ field, value }: IdRule): Condition {
  if (field === 'albumId') return condition('tracks.albumId = ?', value)
  if (field === 'artistId') return byArtists(condition('?', value))
  if (field === 'genreId') return ofGenres(condition('?', value))
  return within('tracks.id IN (SELECT trackId FROM files WHERE id IN ({}))', fileIds(field, value))
}

function textRule({ field, op, value }: TextRule): Condition {
  if (op === 'missing') return missing[field]
  switch (field) {
    case 'any':
      return anyRule(op, value)
    case 'title':
      return isIn('tracks.id', idsByName(trackTitle, op, value))
    case 'artist':
      return byArtists(idsByName(artistName, op, value))
    case 'album':
      return ofAlbums(idsByName(albumTitle, op, value))
    case 'albumArtist':
      return ofAlbums(idsByName(albumArtist, op, value))
    case 'genre':
      return ofGenres(genreIds(op, value))
    case 'label':
    case 'catalogNumber':
      return ofAlbums(idsByWords('search_albums', [field], op, value))
    case 'composer':
    case 'path':
    case 'lyrics':
    case 'comment':
      return isIn('tracks.id', idsByWords('search_track_texts', [field], op, value))
  }
}

function anyRule(op: 'contains' | 'is' | 'startsWith', value: string): Condition {
  const names = [isIn('tracks.id', idsByName(trackTitle, op, value)), byArtists(idsByName(artistName, op, value)), ofAlbums(idsByName(albumTitle, op, value))]
  if (op !== 'contains') return anyOf(names)
  const words = [isIn('tracks.id', idsByWords('search_tracks', undefined, op, value)), isIn('tracks.id', idsByWords('search_track_texts', undefined, op, value))]
  return anyOf(looksInsideWords(value) ? [...words, ...names] : words)
}

const missing: Readonly<Record<TextRule['field'], Condition>> = {
  any: never,
  title: condition("tracks.title = ''"),
  artist: condition("tracks.artistText = ''"),
  album: condition('tracks.albumId IS NULL'),
  albumArtist: allOf([condition("tracks.albumId IS NULL OR tracks.albumId IN (SELECT id FROM albums WHERE artistText = '')")]),
  genre: condition('NOT EXISTS (SELECT 1 FROM track_genres WHERE trackId = tracks.id)'),
  composer: condition('tracks.composerText IS NULL'),
  label: condition('tracks.albumId IS NULL OR NOT EXISTS (SELECT 1 FROM editions WHERE albumId = tracks.albumId AND label IS NOT NULL)'),
  catalogNumber: condition('tracks.albumId IS NULL OR NOT EXISTS (SELECT 1 FROM editions WHERE albumId = tracks.albumId AND catalogNumber IS NOT NULL)'),
  path: condition('NOT EXISTS (SELECT 1 FROM files WHERE trackId = tracks.id)'),
  lyrics: condition('NOT EXISTS (SELECT 1 FROM files JOIN lyrics ON lyrics.fileId = files.id WHERE files.trackId = tracks.id)'),
  comment: condition("NOT EXISTS (SELECT 1 FROM files WHERE trackId = tracks.id AND tagsJson ->> '$.comment' IS NOT NULL)"),
}
