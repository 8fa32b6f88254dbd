import { z } from 'zod'
import { choiceFields, dateFields, flagFields, idFields, numberFields, textFields } from './rule-nodes.ts'

/**
 * One rule tree serves the search field, the facets of a list and (later) smart playlists. Leaves compare one field,
 * groups join them. The tree is data: it is validated, stored, shown for editing and compiled to SQL.
 */

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
