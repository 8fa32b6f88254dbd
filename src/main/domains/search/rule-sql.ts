import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { plainName } from '#shared/model/names.ts'
import { isGroup } from '#shared/model/rule-nodes.ts'
import type { RuleLeaf, RuleNode } from '#shared/model/rule-tree.ts'
import { albumRule } from './album-rules.ts'
import { artistRule } from './artist-rules.ts'
import { allOf, always, anyOf, never, not } from './sql-condition.ts'
import type { Condition } from './sql-condition.ts'
import { trackRule } from './track-rules.ts'
import type { Moment } from './value-rules.ts'

/** What a rule tree is asked of. */
export type RuleSubject = 'tracks' | 'albums' | 'artists'

const rules: Record<RuleSubject, (leaf: RuleLeaf, moment: Moment) => Condition> = { tracks: trackRule, albums: albumRule, artists: artistRule }

const mostRules = 1000
const deepest = 40

/**
 * A rule tree as one condition on a row of its subject's table. Unknown counts as false everywhere, and so as true under
 * *none*: a row without a year is not from the seventies.
 */
export function ruleCondition(subject: RuleSubject, where: RuleNode, moment: Moment): Condition {
  let left = mostRules
  const compile = (node: RuleNode, depth: number): Condition => {
    if (--left < 0 || depth > deepest) throw new AppError('invalid-input', say`This search has too many parts. Nothing was changed; take some rules away.`)
    if (!isGroup(node)) return textConstant(node) ?? rules[subject](node, moment)
    const parts = node.rules.map((rule) => compile(rule, depth + 1))
    if (node.match === 'all') return allOf(parts)
    return node.match === 'any' ? anyOf(parts) : not(anyOf(parts))
  }
  return compile(where, 0)
}

/** A rule that waits for its text holds for everything; text that no name can hold, for nothing. */
function textConstant({ op, value }: RuleLeaf): Condition | undefined {
  if (typeof value !== 'string') return undefined
  if (value.includes('\0')) return never
  return (op === 'contains' || op === 'startsWith') && plainName(value) === '' ? always : undefined
}
