import type { TFunction } from 'i18next'
import { createContext, useContext } from 'react'
import { createI18n } from './i18n.ts'

/** The translator of the window's language. A context and no more: it is read in every row of every table. */
export const TranslatorContext = createContext<TFunction>(createI18n('en').t)

/** The translator of the current language; keys are typed from the English catalogue: `t('common.undo')`. */
export const useT = (): TFunction => useContext(TranslatorContext)
