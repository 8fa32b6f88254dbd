import { useTranslation } from 'react-i18next'

/** The translator of the current language; keys are typed from the English catalogue: `t('common.undo')`. */
export function useT() {
  return useTranslation().t
}
