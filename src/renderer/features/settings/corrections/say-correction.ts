import type { TFunction } from 'i18next'
import type { Formatters } from '#renderer/app/i18n/format.ts'
import type { Correction } from '#shared/contract/corrections.contract.ts'

/** A rule as a sentence. */
export function sayCorrection(t: TFunction, format: Formatters, correction: Correction): string {
  switch (correction.kind) {
    case 'rename-artist':
    case 'rename-album':
    case 'rename-track':
    case 'never-split':
      return t(`ledger.said.${correction.kind}`, correction)
    case 'merge-artists':
      return t('ledger.said.merge-artists', { names: format.list(correction.artists), into: correction.into })
    case 'split-artist':
      return t('ledger.said.split-artist', { artist: correction.artist, into: format.list(correction.into.map(({ name }) => name)) })
    case 'assign-track':
      return t('ledger.said.assign-track')
    case 'hide':
      return t('ledger.said.hide', { name: correction.title === undefined ? correction.artist : `${correction.title} · ${correction.artist}` })
  }
}
