import type { states as en } from '../en/states.ts'
import type { French } from '../french.ts'

export const states: French<typeof en> = {
  kept: 'Ce qui est conservé',
  next: 'Que faire',
  copyReport: 'Copier le rapport',
  reportCopied: 'Rapport copié',
  brokenTitle: 'Cette partie de la fenêtre s’est arrêtée',
  brokenKept: 'Votre bibliothèque, votre file et vos réglages sont intacts.',
  brokenNext: 'Rouvrez-la. Si elle s’arrête encore, copiez le rapport et relancez Sillon.',
  openAgain: 'Rouvrir',
  noPageTitle: 'Cette page n’existe pas',
  noPageText: 'Le lien est peut-être ancien, ou l’adresse mal saisie.',
  progressCount: '{{done}} sur {{total}}',
  progressRate: '{{rate}} par seconde',
  progressLeft: 'encore {{duration}}',
}
