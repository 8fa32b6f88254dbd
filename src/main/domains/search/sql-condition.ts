import type { Bindable } from '#main/kernel/db/database.ts'

/** A piece of SQL with `?` for every value; values never become part of the text. */
export type Condition = { readonly text: string; readonly values: readonly Bindable[] }

export function condition(text: string, ...values: Bindable[]): Condition {
  return { text, values }
}

export const always = condition('1')
export const never = condition('0')

export function allOf(parts: readonly Condition[]): Condition {
  return joined(parts, ' AND ', always)
}

export function anyOf(parts: readonly Condition[]): Condition {
  return joined(parts, ' OR ', never)
}

function joined(parts: readonly Condition[], word: string, empty: Condition): Condition {
  const [only] = parts
  if (!only) return empty
  if (parts.length === 1) return only
  return { text: parts.map(({ text }) => `(${text})`).join(word), values: parts.flatMap(({ values }) => values) }
}

/** True where the condition is false or unknown: a row without a year is not of the year 1999. */
export function not({ text, values }: Condition): Condition {
  return { text: `NOT coalesce((${text}), 0)`, values }
}

/** Puts a condition, or a query of ids, inside other SQL at the `{}`. */
export function within(text: string, { text: inner, values }: Condition): Condition {
  return { text: text.replace('{}', () => inner), values }
}
