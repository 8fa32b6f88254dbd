import type { RuleLeaf } from '#shared/model/rule-tree.ts'
import { condition, never, not, within } from './sql-condition.ts'
import type { Condition } from './sql-condition.ts'
import { artistName, idsByName, isIn } from './text-rules.ts'
import { trackRule } from './track-rules.ts'
import { dateRule, flagRule, numberRule, playsRule } from './value-rules.ts'
import type { Moment } from './value-rules.ts'

/** Holds for an artist when it holds for one of the tracks that credit them. */
function ofTracks(leaf: RuleLeaf, moment: Moment): Condition {
  return within('artists.id IN (SELECT artistId FROM track_artists WHERE trackId IN (SELECT id FROM tracks WHERE mergedIntoId IS NULL AND ({})))', trackRule(leaf, moment))
}

/** One rule as SQL on a row of `artists`. What an artist has no column for is asked of the tracks. */
export function artistRule(leaf: RuleLeaf, moment: Moment): Condition {
  switch (leaf.field) {
    case 'any':
      return leaf.op === 'missing' ? never : isIn('artists.id', idsByName(artistName, leaf.op, leaf.value))
    case 'artist':
      return leaf.op === 'missing' ? condition("artists.name = ''") : isIn('artists.id', idsByName(artistName, leaf.op, leaf.value))
    case 'rating':
      return numberRule('artists.rating', leaf)
    case 'plays':
      return playsRule('artists.plays', leaf)
    case 'added':
      return dateRule('artists.addedAt', leaf, moment)
    case 'lastPlayed':
      return dateRule('artists.lastPlayedAt', leaf, moment)
    case 'onDisk':
    case 'onShelf':
    case 'heard':
    case 'loved':
      return flagRule(flags[leaf.field], leaf)
    case 'lossless':
    case 'compilation':
    case 'hasCover':
    case 'missing':
      return leaf.value ? ofTracks(leaf, moment) : not(ofTracks({ ...leaf, value: true }, moment))
    case 'format':
      return leaf.op === 'is' ? ofTracks(leaf, moment) : not(ofTracks({ ...leaf, op: 'is' }, moment))
    case 'artistId':
      return condition('artists.id = ?', leaf.value)
    default:
      return ofTracks(leaf, moment)
  }
}

const flags = {
  onDisk: condition('artists.trackCount > 0'),
  onShelf: condition('artists.id IN (SELECT artistId FROM album_artists WHERE albumId IN (SELECT id FROM albums WHERE copyCount > 0))'),
  heard: condition('artists.plays > 0'),
  loved: condition('artists.lovedAt IS NOT NULL'),
}
