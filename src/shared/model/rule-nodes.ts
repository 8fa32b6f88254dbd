import type { FlagRule, RuleGroup, RuleLeaf, RuleNode } from './rule-tree.ts'

/* What rules are made of, without the schemas that check them: readers that only walk trees need no more. */

/** Fields with text values: compared folded (case, accents). */
export const textFields = ['title', 'artist', 'albumArtist', 'album', 'genre', 'composer', 'label', 'catalogNumber', 'path', 'lyrics', 'comment', 'any'] as const
/** Fields with numeric values; units in brackets where they are not plain counts. */
export const numberFields = ['year', 'decade', 'discNumber', 'trackNumber', 'duration' /* s */, 'bitrate' /* kb/s */, 'sampleRate' /* Hz */, 'bitDepth', 'bpm', 'rating' /* 0..100 */, 'plays', 'skips'] as const
/** Fields that are moments. */
export const dateFields = ['added', 'lastPlayed', 'firstPlayed'] as const
/** Fields that hold or do not hold. */
export const flagFields = ['onDisk', 'onShelf', 'heard', 'loved', 'lossless', 'compilation', 'hasCover', 'missing'] as const
/** Fields with one value of a closed set. */
export const choiceFields = ['format'] as const
/** Fields that name one row by its id. */
export const idFields = ['artistId', 'albumId', 'genreId', 'directoryId', 'folderId'] as const

/** Any field of a rule. */
export type RuleField =
  | (typeof textFields)[number]
  | (typeof numberFields)[number]
  | (typeof dateFields)[number]
  | (typeof flagFields)[number]
  | (typeof choiceFields)[number]
  | (typeof idFields)[number]

/** Tells a group from a leaf. */
export function isGroup(node: RuleNode): node is RuleGroup {
  return 'match' in node
}

/** Tells a flag from the other leaves. */
export function isFlag(leaf: RuleLeaf): leaf is FlagRule {
  return typeof leaf.value === 'boolean'
}

/** The rule that holds where this one does not, without a group where a leaf can say it. */
export function opposite(node: RuleNode): RuleNode {
  if (!isGroup(node)) {
    if (isFlag(node)) return { ...node, value: !node.value }
    if (node.field === 'format') return { ...node, op: node.op === 'is' ? 'isNot' : 'is' }
    return { match: 'none', rules: [node] }
  }
  if (node.match === 'any') return { match: 'none', rules: node.rules }
  const [only] = node.rules
  return node.match === 'none' && node.rules.length === 1 && only ? only : { match: 'none', rules: [node] }
}
