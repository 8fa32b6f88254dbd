export type Language = 'en' | 'fr'
export const languageChoices = ['system', 'en', 'fr'] as const
export type LanguageChoice = (typeof languageChoices)[number]

const languages: readonly Language[] = ['en', 'fr']
const homeLocale: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' }

const languageOf = (locale: string): Language | undefined => languages.find((language) => locale.toLowerCase().split('-')[0] === language)

/** The language to speak: the one chosen, else the first of the system's that Sillon knows, else English. */
export function resolveLanguage(choice: LanguageChoice, systemLocales: readonly string[]): Language {
  if (choice !== 'system') return choice
  return systemLocales.map(languageOf).find((language) => language !== undefined) ?? 'en'
}

/** The locale for dates and numbers: the system's own region where it speaks the language, so that en-US stays en-US. */
export function resolveLocale(language: Language, systemLocales: readonly string[]): string {
  return systemLocales.find((locale) => languageOf(locale) === language && locale.includes('-')) ?? homeLocale[language]
}
