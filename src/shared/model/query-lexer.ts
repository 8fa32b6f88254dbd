import type { Told } from '../messages/say.ts'

/** What went wrong where in a typed query: a code for programs, words for the person. */
export type QueryProblem = { from: number; to: number; code: QueryProblemCode; told: Told }
export const queryProblemCodes = ['unknown-field', 'unknown-flag', 'unknown-format', 'missing-value', 'not-a-number', 'not-a-date', 'not-an-id', 'unclosed-quote', 'unclosed-parenthesis', 'stray-parenthesis', 'stray-operator', 'too-deep'] as const
export type QueryProblemCode = (typeof queryProblemCodes)[number]

/** A piece of a typed query and where it stands. */
export type QueryToken =
  | { type: 'open' | 'close' | 'or' | 'and' | 'not'; from: number; to: number }
  /** `value`: what stood between quotes, or the bare word; `before`: an operator in front of the quotes (`=`, `^`). */
  | { type: 'term'; from: number; to: number; name: string | null; operator: string; value: string; isQuoted: boolean }

const words = new Map<string, 'or' | 'and' | 'not'>([['OR', 'or'], ['OU', 'or'], ['|', 'or'], ['AND', 'and'], ['ET', 'and'], ['NOT', 'not'], ['SAUF', 'not']])
/** Whether a bare word would be read as an operator. */
export function isOperatorWord(word: string): boolean {
  return words.has(word)
}

const fieldName = /^[\p{L}][\p{L}\p{N}_-]*$/u
const endOfWord = /[\s()"]/
const endOfName = /[\s()":]/
const operators = /^(?:>=|<=|[><=^])/

/** Cuts a query into tokens. Never fails: what cannot be read is told through `report` and read as words. */
export function tokenize(text: string, report: (code: QueryProblemCode, from: number, to: number) => void): QueryToken[] {
  const tokens: QueryToken[] = []
  let at = 0

  function quoted(): string {
    const from = at
    let value = ''
    for (at++; at < text.length; at++) {
      const character = text.charAt(at)
      if (character === '"') {
        at++
        return value
      }
      if (character === '\\' && at + 1 < text.length) at++
      value += text.charAt(at)
    }
    report('unclosed-quote', from, text.length)
    return value
  }

  function bare(stop: RegExp): string {
    const length = text.slice(at).search(stop)
    const from = at
    at = length < 0 ? text.length : at + length
    return text.slice(from, at)
  }

  function term(): void {
    const from = at
    if (text.charAt(at) === '"') {
      tokens.push({ type: 'term', from, name: null, operator: '', value: quoted(), isQuoted: true, to: at })
      return
    }
    const first = bare(endOfName)
    const joins = text.charAt(at) === ':' && fieldName.test(first)
    if (!joins) {
      const value = first + bare(endOfWord)
      const word = words.get(value)
      if (word) tokens.push({ type: word, from, to: at })
      else tokens.push({ type: 'term', from, name: null, operator: '', value, isQuoted: false, to: at })
      return
    }
    at++
    const operator = operators.exec(text.slice(at, at + 2))?.[0] ?? ''
    at += operator.length
    const isQuoted = text.charAt(at) === '"'
    const value = isQuoted ? quoted() : bare(endOfWord)
    tokens.push({ type: 'term', from, name: first, operator, value, isQuoted, to: at })
  }

  while (at < text.length) {
    const character = text.charAt(at)
    if (/\s/.test(character)) at++
    else if (character === '(' || character === ')') tokens.push({ type: character === '(' ? 'open' : 'close', from: at, to: ++at })
    else if (character === '-' && at + 1 < text.length && !/[\s)-]/.test(text.charAt(at + 1))) tokens.push({ type: 'not', from: at, to: ++at })
    else term()
  }
  return tokens
}
