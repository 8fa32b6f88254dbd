import type { ChoiceRule, DateRule, FlagRule, NumberRule } from '#shared/model/rule-tree.ts'
import { condition, not } from './sql-condition.ts'
import type { Condition } from './sql-condition.ts'

/** When a rule is looked at; spans of days count back from here. */
export type Moment = { now: number }

const dayMs = 86_400_000

/** A number of SQL compared; `scale` turns the rule's unit into the column's. */
export function numberRule(sql: string, { op, value, to }: NumberRule, scale = 1): Condition {
  if (op === 'missing') return condition(`${sql} IS NULL`)
  if (op === 'is') return condition(`${sql} = ?`, value * scale)
  if (op === 'atLeast') return condition(`${sql} >= ?`, value * scale)
  if (op === 'atMost') return condition(`${sql} <= ?`, value * scale)
  return condition(`${sql} BETWEEN ? AND ?`, value * scale, (to ?? value) * scale)
}

/** Plays compared. Rows that were played are in an index of their own, which only a literal `> 0` opens. */
export function playsRule(sql: string, rule: NumberRule): Condition {
  const compared = numberRule(sql, rule)
  const isPlayed = rule.op !== 'atMost' && rule.op !== 'missing' && rule.value > 0
  return isPlayed ? { text: `${sql} > 0 AND ${compared.text}`, values: compared.values } : compared
}

/** A year's decade compared: `is 1970` covers 1970 to 1979. Written on the year itself, so that its index serves. */
export function decadeRule(year: string, { op, value, to }: NumberRule): Condition {
  const start = (decade: number): number => Math.floor(decade / 10) * 10
  if (op === 'missing') return condition(`${year} IS NULL`)
  if (op === 'is') return condition(`${year} BETWEEN ? AND ?`, start(value), start(value) + 9)
  if (op === 'atLeast') return condition(`${year} >= ?`, start(value))
  if (op === 'atMost') return condition(`${year} <= ?`, start(value) + 9)
  return condition(`${year} BETWEEN ? AND ?`, start(value), start(to ?? value) + 9)
}

/** A moment of SQL compared; what never was is not within any span. */
export function dateRule(sql: string, { op, value }: DateRule, { now }: Moment): Condition {
  if (op === 'never') return condition(`${sql} IS NULL`)
  if (op === 'since') return condition(`${sql} >= ?`, value)
  if (op === 'before') return condition(`${sql} < ?`, value)
  const recent = condition(`${sql} >= ?`, now - value * dayMs)
  return op === 'within' ? recent : not(recent)
}

/** A flag that holds or not. */
export function flagRule(holds: Condition, { value }: FlagRule): Condition {
  return value ? holds : not(holds)
}

/** What a track's columns say of a format. */
export function formatRule({ op, value }: ChoiceRule): Condition {
  const holds = formats[value] ?? condition('tracks.codec = ?', value)
  return op === 'is' ? holds : not(holds)
}

const formats: Readonly<Record<string, Condition | undefined>> = {
  lossless: condition('tracks.isLossless = 1'),
  lossy: condition('tracks.isLossless = 0'),
  flac16: condition("tracks.codec = 'flac' AND tracks.bitsPerSample <= 16"),
  flac24: condition("tracks.codec = 'flac' AND tracks.bitsPerSample > 16"),
}

/** Ids of files in a directory and everything below it, and in a library folder. */
export function fileIds(field: 'directoryId' | 'folderId', id: number): Condition {
  if (field === 'folderId') return condition('SELECT files.id FROM files JOIN directories ON directories.id = files.directoryId WHERE directories.folderId = ?', id)
  return condition(
    `WITH RECURSIVE below (id) AS (SELECT ? UNION ALL SELECT directories.id FROM below CROSS JOIN directories ON directories.parentId = below.id)
     SELECT files.id FROM below CROSS JOIN files ON files.directoryId = below.id`,
    id,
  )
}
