import { createInstance, type i18n as I18n } from 'i18next'
import { english, french } from './catalogue.ts'
import type { Language } from './language.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'sillon'
    resources: { sillon: typeof english }
    returnNull: false
  }
}

/** A translator that is ready at once: both catalogues are in the bundle. */
export function createI18n(language: Language): I18n {
  const i18n = createInstance()
  void i18n.init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'sillon',
    ns: ['sillon'],
    resources: { en: { sillon: english }, fr: { sillon: french } },
    initAsync: false,
    // React escapes; escaping twice would show &amp; in titles.
    interpolation: { escapeValue: false },
  })
  return i18n
}
