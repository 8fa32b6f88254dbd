import { z } from 'zod'

/**
 * One rule tree serves the search field, the facets of a list and (later) smart playlists. Leaves compare one field,
 * groups join them. The tree is data: it is validated, stored, shown for editing and compiled to SQL.
 */

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

const textRule = z.object({
  field: z.enum(textFields),
  op: z.enum(['contains', 'is', 'startsWith', 'missing']),
  value: z.string().max(500).default(''),
})
const numberRule = z.object({
  field: z.enum(numberFields),
  op: z.enum(['is', 'atLeast', 'atMost', 'between', 'missing']),
  value: z.number().default(0),
  /** Upper bound of `between`, inclusive. */
  to: z.number().optional(),
})
const dateRule = z.object({
  field: z.enum(dateFields),
  /** `within` and `notWithin` count days back from now; the others compare UTC milliseconds, `before` exclusive. */
  op: z.enum(['within', 'notWithin', 'since', 'before', 'never']),
  value: z.number().default(0),
})
const flagRule = z.object({ field: z.enum(flagFields), op: z.literal('is'), value: z.boolean() })
const choiceRule = z.object({
  field: z.enum(choiceFields),
  op: z.enum(['is', 'isNot']),
  /** `format`: a codec (`flac`), or `flac16`, `flac24`, `lossless`, `lossy`. */
  value: z.string().regex(/^[a-z0-9]{1,20}$/),
})
const idRule = z.object({ field: z.enum(idFields), op: z.literal('is'), value: z.int() })

/** One comparison. */
export const ruleLeafSchema = z.discriminatedUnion('field', [textRule, numberRule, dateRule, flagRule, choiceRule, idRule])
export type RuleLeaf = z.infer<typeof ruleLeafSchema>
export type TextRule = z.infer<typeof textRule>
export type NumberRule = z.infer<typeof numberRule>
export type DateRule = z.infer<typeof dateRule>
export type FlagRule = z.infer<typeof flagRule>
export type ChoiceRule = z.infer<typeof choiceRule>
export type IdRule = z.infer<typeof idRule>

/** All, any or none of the rules inside hold. An empty `all` holds for everything, an empty `any` for nothing. */
export type RuleGroup = { match: 'all' | 'any' | 'none'; rules: RuleNode[] }
export type RuleNode = RuleGroup | RuleLeaf

/** A node of the tree; at most 200 rules a group. */
export const ruleNodeSchema: z.ZodType<RuleNode> = z.lazy(() => z.union([ruleGroupSchema, ruleLeafSchema]))
export const ruleGroupSchema: z.ZodType<RuleGroup> = z.object({ match: z.enum(['all', 'any', 'none']), rules: z.array(ruleNodeSchema).max(200) })

/** The tree that holds for everything. */
export const everything: RuleGroup = { match: 'all', rules: [] }

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
