import type { TFunction } from 'i18next'
import type { journal } from '#renderer/app/i18n/en/journal.ts'

type Known = keyof (typeof journal)['sourceName']

/** What a source of plays is called; one that is not known keeps its own name. */
export function sourceName(t: TFunction, source: string): string {
  return t(`journal.sourceName.${source as Known}`, { defaultValue: source })
}
