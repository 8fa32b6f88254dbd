import type { shell as en } from '../en/shell.ts'
import type { French } from '../french.ts'

export const shell: French<typeof en> = {
  skip: 'Aller à la page',
  mainNavigation: 'Principale',
  home: 'Accueil',
  library: 'Bibliothèque',
  jobs: 'Tâches',
  settings: 'Réglages',
  back: 'Page précédente',
  forward: 'Page suivante',
  search: 'Recherche et commandes',
  player: 'Lecteur',
  sidePanel: 'Panneau latéral',
  closePanel: 'Fermer le panneau',
  jobsRunning_one: '{{count, number}} tâche',
  jobsRunning_many: '{{count, number}} tâches',
  jobsRunning_other: '{{count, number}} tâches',
  jobsProgress: '{{percent}} effectués',
  jobsFailed_one: '{{count, number}} tâche vous attend',
  jobsFailed_many: '{{count, number}} tâches vous attendent',
  jobsFailed_other: '{{count, number}} tâches vous attendent',
  offline: 'Connexion perdue, nouvel essai',
  key: { Space: 'Espace', Shift: 'Maj', Esc: 'Échap', Escape: 'Échap', Enter: 'Entrée', Delete: 'Suppr' },
  foldRail: 'Replier la barre latérale',
  unfoldRail: 'Déplier la barre latérale',
}
