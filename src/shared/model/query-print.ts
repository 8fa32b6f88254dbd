import { flagText } from './query-fields.ts'
import { isOperatorWord } from './query-lexer.ts'
import { printInstant } from './query-values.ts'
import { isFlag, isGroup, opposite } from './rule-nodes.ts'
import type { RuleGroup, RuleLeaf, RuleNode } from './rule-tree.ts'

/**
 * Prints a rule tree in the search syntax. Reading it back gives a tree that holds for the same rows, and printing
 * that one gives the same text. `''` holds for everything, `-()` for nothing.
 */
export function printQuery(where: RuleGroup): string {
  const node = simplified(where)
  if (node === true) return ''
  if (node === false) return '-()'
  return isGroup(node) && node.match === 'all' ? node.rules.map((rule) => print(rule)).join(' ') : isGroup(node) && node.match === 'any' ? alternatives(node.rules) : print(node)
}

function print(node: RuleNode): string {
  if (!isGroup(node)) return printLeaf(node)
  if (node.match === 'all') return `(${node.rules.map(print).join(' ')})`
  if (node.match === 'any') return `(${alternatives(node.rules)})`
  const [only] = node.rules
  if (node.rules.length === 1 && only && !isGroup(only)) return `-${print(only)}`
  return `-(${node.rules.length === 1 && only && isGroup(only) && only.match === 'all' ? only.rules.map(print).join(' ') : alternatives(node.rules)})`
}

function alternatives(rules: readonly RuleNode[]): string {
  return rules.map(print).join(' OR ')
}

/** The tree without empty groups, groups of one and rules that always or never hold; a boolean when nothing else is left. */
function simplified(node: RuleNode): RuleNode | boolean {
  if (!isGroup(node)) return isAlwaysTrue(node) ? true : node
  const parts = node.rules.map(simplified)
  const left = parts.filter((part): part is RuleNode => typeof part !== 'boolean')
  const [only] = left
  if (node.match === 'all') {
    if (parts.includes(false)) return false
    return only === undefined ? true : left.length === 1 ? only : { match: 'all', rules: left }
  }
  if (node.match === 'any') {
    if (parts.includes(true)) return true
    return only === undefined ? false : left.length === 1 ? only : { match: 'any', rules: left }
  }
  if (parts.includes(true)) return false
  if (only === undefined) return true
  return left.length === 1 ? opposite(only) : { match: 'none', rules: left }
}

function isAlwaysTrue(leaf: RuleLeaf): boolean {
  return (leaf.op === 'contains' || leaf.op === 'startsWith') && leaf.value === ''
}

function printLeaf(leaf: RuleLeaf): string {
  const name = leaf.field.toLowerCase()
  switch (leaf.op) {
    case 'contains':
      return leaf.field === 'any' ? printWords(leaf.value) : `${name}:${printValue(leaf.value)}`
    case 'startsWith':
      return `${name}:^${quote(leaf.value)}`
    case 'missing':
      return `${name}:""`
    case 'never':
      return `${name}:never`
    case 'within':
      return `${name}:<${leaf.value}d`
    case 'notWithin':
      return `${name}:>${leaf.value}d`
    case 'since':
      return `${name}:>=${printInstant(leaf.value)}`
    case 'before':
      return `${name}:<${printInstant(leaf.value)}`
    case 'atLeast':
      return `${name}:>=${leaf.value}`
    case 'atMost':
      return `${name}:<=${leaf.value}`
    case 'between':
      return `${name}:${leaf.value}..${leaf.to ?? leaf.value}`
    case 'isNot':
      return `-${name}:${printValue(leaf.value)}`
    case 'is':
      if (isFlag(leaf)) return `${leaf.value ? '' : '-'}${flagText(leaf.field)}`
      return typeof leaf.value === 'number' ? `${name}:${leaf.value}` : leaf.field === 'format' ? `${name}:${printValue(leaf.value)}` : `${name}:=${quote(leaf.value)}`
  }
}

function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** Bare where it is read as one word, else between quotes. */
function printValue(value: string): string {
  return /^[^\s()"><=^][^\s()"]*$/.test(value) ? value : quote(value)
}

function printWords(value: string): string {
  const isBare = /^[\p{L}\p{N}][^\s()":]*$/u.test(value) && !isOperatorWord(value)
  return isBare ? value : quote(value)
}
