import { say } from '../messages/say.ts'
import type { Told } from '../messages/say.ts'
import { findField, findFlag, formatValue } from './query-fields.ts'
import type { FieldName } from './query-fields.ts'
import { tokenize } from './query-lexer.ts'
import type { QueryProblem, QueryProblemCode, QueryToken } from './query-lexer.ts'
import { readDays, readNumber, readPeriod, stepOf, utcDayStart } from './query-values.ts'
import type { DayStart } from './query-values.ts'
import { isGroup, opposite } from './rule-nodes.ts'
import type { DateRule, IdRule, NumberRule, RuleGroup, RuleLeaf, RuleNode, TextRule } from './rule-tree.ts'

/** A query as read: always a tree; what could not be read is left out or taken as words, and told. */
export type ParsedQuery = { where: RuleGroup; problems: QueryProblem[] }

type Term = Extract<QueryToken, { type: 'term' }>

const deepest = 30

const messages: Record<QueryProblemCode, (text: string) => Told> = {
  'unknown-field': (text) => say`There is no field “${text}”; it was searched as words.`,
  'unknown-flag': (text) => say`“${text}” is not something a track can be; this part was left out.`,
  'unknown-format': (text) => say`“${text}” is not a format.`,
  'missing-value': (text) => say`A value is missing after “${text}”.`,
  'not-a-number': (text) => say`“${text}” is not a number this field knows.`,
  'not-a-date': (text) => say`“${text}” is not a date or a span like 30d.`,
  'not-an-id': (text) => say`“${text}” is not an id.`,
  'unclosed-quote': () => say`A closing quotation mark is missing.`,
  'unclosed-parenthesis': () => say`A closing parenthesis is missing.`,
  'stray-parenthesis': () => say`This parenthesis closes nothing.`,
  'stray-operator': (text) => say`“${text}” stands between nothing.`,
  'too-deep': () => say`Too many parentheses inside each other.`,
}

/**
 * Reads the search syntax: words and `"phrases"`, `field:value`, `field:=exact`, `field:^start`, `year:1970..1979`,
 * `plays:>9`, `added:<30d`, `added:2024-05`, `format:flac`, `is:loved`, `field:""` (has none), `-` or `NOT` before a
 * part, `OR` between parts, parentheses. Parts side by side must all hold; `OR` binds weaker. Field names are English
 * or French, in any case. Never throws.
 */
export function parseQuery(text: string, dayStart: DayStart = utcDayStart): ParsedQuery {
  const problems: QueryProblem[] = []
  const report = (code: QueryProblemCode, from: number, to: number): void => {
    problems.push({ from, to, code, told: messages[code](text.slice(from, to)) })
  }
  const tokens = tokenize(text, report)
  let next = 0

  function alternatives(depth: number): RuleNode[] {
    const branches: RuleNode[][] = [[]]
    for (let token = tokens[next]; token && token.type !== 'close'; token = tokens[next]) {
      if (token.type === 'or') {
        next++
        if (branches.at(-1)?.length === 0) report('stray-operator', token.from, token.to)
        else branches.push([])
      } else if (token.type === 'and') {
        next++
      } else {
        branches.at(-1)?.push(...part(depth))
      }
    }
    const full = branches.filter((branch) => branch.length > 0)
    if (full.length <= 1) return full[0] ?? []
    return [{ match: 'any', rules: full.map(joined) }]
  }

  function part(depth: number): RuleNode[] {
    const token = tokens[next++]
    if (!token) return []
    if (token.type === 'not') {
      const inner = tokens[next] && tokens[next]?.type !== 'close' && tokens[next]?.type !== 'or' ? part(depth) : []
      if (inner.length === 0) return []
      return [opposite(joined(inner))]
    }
    if (token.type === 'open') return inside(token, depth)
    return token.type === 'term' ? readTerm(token, report, dayStart) : []
  }

  function inside(open: QueryToken, depth: number): RuleNode[] {
    if (depth >= deepest) report('too-deep', open.from, open.to)
    const isEmpty = tokens[next]?.type === 'close'
    const rules = alternatives(depth + 1)
    if (tokens[next]) next++
    else report('unclosed-parenthesis', open.from, open.to)
    if (depth >= deepest) return []
    return isEmpty ? [{ match: 'all', rules: [] }] : rules.length === 1 ? rules : rules.length > 0 ? [{ match: 'all', rules }] : []
  }

  const rules = alternatives(0)
  for (let token = tokens[next]; token; token = tokens[next]) {
    report('stray-parenthesis', token.from, token.to)
    next++
    rules.push(...alternatives(0))
  }
  const [only] = rules
  return { where: rules.length === 1 && only && isGroup(only) ? only : { match: 'all', rules }, problems }
}

function joined(rules: RuleNode[]): RuleNode {
  const [only] = rules
  return rules.length === 1 && only ? only : { match: 'all', rules }
}

type Report = (code: QueryProblemCode, from: number, to: number) => void

function readTerm(term: Term, report: Report, dayStart: DayStart): RuleNode[] {
  const { name, value, isQuoted, from, to } = term
  if (name === null) return words(value, isQuoted)
  const found = findField(name)
  if (!found) {
    if (!/\/\//.test(value)) report('unknown-field', from, from + name.length)
    return words(`${name}:${term.operator}${value}`, true)
  }
  if (value === '' && !isQuoted) {
    report('missing-value', from, to)
    return []
  }
  return readField(found, term, report, dayStart)
}

/** A sign on its own (`Artist - Title`) separates words and is no word. */
function words(value: string, isQuoted: boolean): RuleNode[] {
  if (value === '' || (!isQuoted && !/[\p{L}\p{N}]/u.test(value) && value.length < 3)) return []
  return [{ field: 'any', op: 'contains', value }]
}

function readField(found: FieldName, term: Term, report: Report, dayStart: DayStart): RuleNode[] {
  const { operator, value, isQuoted, to } = term
  const valueFrom = to - (isQuoted ? 0 : value.length)
  const fail = (code: QueryProblemCode): RuleNode[] => {
    report(code, isQuoted ? term.from : valueFrom, to)
    return []
  }
  if (found.kind === 'flagPrefix') {
    const flag = findFlag(value)
    return flag ? [{ field: flag.field, op: 'is', value: flag.value }] : fail('unknown-flag')
  }
  const { kind, field } = found
  if (kind === 'text') return [readText(field as TextRule['field'], operator, value, isQuoted)]
  if (kind === 'choice') {
    const format = formatValue(value)
    return format === undefined ? fail('unknown-format') : [{ field: 'format', op: 'is', value: format }]
  }
  if (kind === 'id') return /^\d{1,15}$/.test(value) ? [{ field: field as IdRule['field'], op: 'is', value: Number(value) }] : fail('not-an-id')
  if (kind === 'number') {
    const leaf = readNumberRule(field as NumberRule['field'], operator, value, isQuoted)
    return leaf ? [leaf] : fail('not-a-number')
  }
  return readDateRule(field as DateRule['field'], operator, value, isQuoted, dayStart) ?? fail('not-a-date')
}

function readText(field: TextRule['field'], operator: string, value: string, isQuoted: boolean): RuleLeaf {
  if (operator === '=') return { field, op: 'is', value }
  if (operator === '^') return { field, op: 'startsWith', value }
  if (value === '' && isQuoted) return { field, op: 'missing', value }
  return { field, op: 'contains', value: operator + value }
}

function readNumberRule(field: NumberRule['field'], operator: string, value: string, isQuoted: boolean): RuleLeaf | undefined {
  if (value === '' && isQuoted) return { field, op: 'missing', value: 0 }
  const range = /^(.*?)\.\.(.*)$/.exec(value)
  if (range && operator === '') return readRange(field, range[1] ?? '', range[2] ?? '')
  const number = readNumber(field, value)
  if (number === undefined) return undefined
  const step = stepOf(field)
  if (operator === '>=') return { field, op: 'atLeast', value: number }
  if (operator === '<=') return { field, op: 'atMost', value: number }
  if (operator === '>') return { field, op: 'atLeast', value: number + step }
  if (operator === '<') return { field, op: 'atMost', value: number - step }
  return { field, op: 'is', value: number }
}

function readRange(field: NumberRule['field'], first: string, last: string): RuleLeaf | undefined {
  const from = first === '' ? null : readNumber(field, first)
  const to = last === '' ? null : readNumber(field, last)
  if (from === undefined || to === undefined || (from === null && to === null)) return undefined
  if (from === null) return { field, op: 'atMost', value: to ?? 0 }
  return to === null ? { field, op: 'atLeast', value: from } : { field, op: 'between', value: from, to }
}

function readDateRule(field: DateRule['field'], operator: string, value: string, isQuoted: boolean, dayStart: DayStart): RuleNode[] | undefined {
  if ((value === '' && isQuoted) || /^(?:never|jamais)$/i.test(value)) return [{ field, op: 'never', value: 0 }]
  const days = readDays(value)
  if (days !== undefined) return [{ field, op: operator.startsWith('>') ? 'notWithin' : 'within', value: days }]
  const range = /^(.*?)\.\.(.*)$/.exec(value)
  if (range && operator === '') return readDateRange(field, range[1] ?? '', range[2] ?? '', dayStart)
  const period = readPeriod(value, dayStart)
  if (!period) return undefined
  const { start, end } = period
  if (operator === '>=') return [{ field, op: 'since', value: start }]
  if (operator === '>') return [{ field, op: 'since', value: end }]
  if (operator === '<') return [{ field, op: 'before', value: start }]
  if (operator === '<=') return [{ field, op: 'before', value: end }]
  return [{ field, op: 'since', value: start }, { field, op: 'before', value: end }]
}

function readDateRange(field: DateRule['field'], first: string, last: string, dayStart: DayStart): RuleNode[] | undefined {
  const from = first === '' ? null : readPeriod(first, dayStart)
  const to = last === '' ? null : readPeriod(last, dayStart)
  if (from === undefined || to === undefined || (from === null && to === null)) return undefined
  const rules: RuleNode[] = []
  if (from) rules.push({ field, op: 'since', value: from.start })
  if (to) rules.push({ field, op: 'before', value: to.end })
  return rules
}
