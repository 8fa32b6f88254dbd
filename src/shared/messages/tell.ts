import { french } from './fr/french.ts'
import { fill, inEnglish } from './say.ts'
import type { Told } from './say.ts'

/** The text in a language. What has no French is told in English. */
export function tell(told: Told, language: 'en' | 'fr'): string {
  if (language === 'en') return inEnglish(told)
  return fill(french.get(told.template) ?? told.template, told.values, 'fr-FR', (inner) => tell(inner, language))
}
