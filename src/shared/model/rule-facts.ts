import { isGroup } from './rule-nodes.ts'
import type { RuleField } from './rule-nodes.ts'
import type { RuleGroup, RuleLeaf, RuleNode } from './rule-tree.ts'

const playFields: ReadonlySet<RuleField> = new Set<RuleField>(['plays', 'skips', 'heard', 'lastPlayed', 'firstPlayed'])

function someLeaf(node: RuleNode, test: (leaf: RuleLeaf) => boolean): boolean {
  return isGroup(node) ? node.rules.some((rule) => someLeaf(rule, test)) : test(node)
}

/** Whether what holds changes when something is played. */
export function changesWithPlays(where: RuleNode): boolean {
  return someLeaf(where, ({ field }) => playFields.has(field))
}

/** Whether what holds changes as time passes. */
export function changesWithTime(where: RuleNode): boolean {
  return someLeaf(where, ({ op }) => op === 'within' || op === 'notWithin')
}

/** Whether the tree holds for everything because it asks nothing. */
export function asksNothing({ match, rules }: RuleGroup): boolean {
  return match !== 'any' && rules.length === 0
}

/** The tree without the top rules that are only about these fields: what is left of a filter when one facet is let go. */
export function withoutFields(where: RuleGroup, fields: readonly RuleField[]): RuleGroup {
  if (where.match !== 'all') return where
  return { match: 'all', rules: where.rules.filter((rule) => someLeaf(rule, ({ field }) => !fields.includes(field)) || (isGroup(rule) && rule.rules.length === 0)) }
}
