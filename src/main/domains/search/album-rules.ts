import type { RuleLeaf } from '#shared/model/rule-tree.ts'
import { anyOf, condition, never, not, within } from './sql-condition.ts'
import type { Condition } from './sql-condition.ts'
import { albumArtist, albumTitle, genreIds, idsByName, idsByWords, isIn, looksInsideWords } from './text-rules.ts'
import type { TextOp } from './text-rules.ts'
import { trackRule } from './track-rules.ts'
import { dateRule, decadeRule, flagRule, numberRule, playsRule } from './value-rules.ts'
import type { Moment } from './value-rules.ts'

/** Holds for an album when it holds for one of its tracks. */
function ofTracks(leaf: RuleLeaf, moment: Moment): Condition {
  return within('albums.id IN (SELECT albumId FROM tracks WHERE mergedIntoId IS NULL AND ({}))', trackRule(leaf, moment))
}

/** One rule as SQL on a row of `albums`. What an album has no column for is asked of its tracks. */
export function albumRule(leaf: RuleLeaf, moment: Moment): Condition {
  switch (leaf.field) {
    case 'any':
      return anyRule(leaf.op, leaf.value)
    case 'title':
    case 'album':
      return leaf.op === 'missing' ? condition("albums.title = ''") : isIn('albums.id', idsByName(albumTitle, leaf.op, leaf.value))
    case 'artist':
    case 'albumArtist':
      return leaf.op === 'missing' ? condition("albums.artistText = ''") : isIn('albums.id', idsByName(albumArtist, leaf.op, leaf.value))
    case 'label':
    case 'catalogNumber':
      return leaf.op === 'missing'
        ? condition(`NOT EXISTS (SELECT 1 FROM editions WHERE albumId = albums.id AND ${leaf.field} IS NOT NULL)`)
        : isIn('albums.id', idsByWords('search_albums', [leaf.field], leaf.op, leaf.value))
    case 'genre':
      return leaf.op === 'missing' ? condition('NOT EXISTS (SELECT 1 FROM album_genres WHERE albumId = albums.id)') : ofGenres(genreIds(leaf.op, leaf.value))
    case 'year':
    case 'rating':
      return numberRule(`albums.${leaf.field}`, leaf)
    case 'plays':
      return playsRule('albums.plays', leaf)
    case 'decade':
      return decadeRule('albums.year', leaf)
    case 'duration':
      return numberRule('albums.durationMs', leaf, 1000)
    case 'added':
      return dateRule('albums.addedAt', leaf, moment)
    case 'lastPlayed':
      return dateRule('albums.lastPlayedAt', leaf, moment)
    case 'firstPlayed':
      return dateRule('albums.firstPlayedAt', leaf, moment)
    case 'onDisk':
    case 'onShelf':
    case 'heard':
    case 'loved':
    case 'compilation':
    case 'hasCover':
      return flagRule(flags[leaf.field], leaf)
    case 'lossless':
    case 'missing':
      return leaf.value ? ofTracks(leaf, moment) : not(ofTracks({ ...leaf, value: true }, moment))
    case 'format':
      return leaf.op === 'is' ? ofTracks(leaf, moment) : not(ofTracks({ ...leaf, op: 'is' }, moment))
    case 'albumId':
      return condition('albums.id = ?', leaf.value)
    case 'artistId':
      return condition('albums.id IN (SELECT albumId FROM album_artists WHERE artistId = ?)', leaf.value)
    case 'genreId':
      return ofGenres(condition('?', leaf.value))
    default:
      return ofTracks(leaf, moment)
  }
}

const flags = {
  onDisk: condition('albums.trackCount > 0'),
  onShelf: condition('albums.copyCount > 0'),
  heard: condition('albums.plays > 0'),
  loved: condition('albums.lovedAt IS NOT NULL'),
  compilation: condition('albums.isCompilation = 1'),
  hasCover: condition('albums.coverHash IS NOT NULL'),
}

function ofGenres(ids: Condition): Condition {
  return within('albums.id IN (SELECT albumId FROM album_genres WHERE genreId IN ({}))', ids)
}

function anyRule(op: TextOp, value: string): Condition {
  if (op === 'missing') return never
  const names = [isIn('albums.id', idsByName(albumTitle, op, value)), isIn('albums.id', idsByName(albumArtist, op, value))]
  if (op !== 'contains') return anyOf(names)
  const words = isIn('albums.id', idsByWords('search_albums', undefined, op, value))
  return anyOf(looksInsideWords(value) ? [words, ...names] : [words])
}
