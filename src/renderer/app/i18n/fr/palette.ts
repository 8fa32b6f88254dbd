import type { palette as en } from '../en/palette.ts'
import type { French } from '../french.ts'

export const palette: French<typeof en> = {
  title: 'Recherche et commandes',
  placeholder: 'Rechercher pistes, albums, artistes et commandes',
  tracks: 'Pistes',
  albums: 'Albums',
  artists: 'Artistes',
  commands: 'Commandes',
  recent: 'Récents',
  nothing: 'Rien ne correspond à {{query}}',
  nothingNext: 'Vérifiez l’orthographe ou cherchez une partie du nom.',
  results_one: '{{count, number}} résultat',
  results_many: '{{count, number}} résultats',
  results_other: '{{count, number}} résultats',
  hintMove: 'choisir',
  hintOpen: 'ouvrir',
  hintQueue: 'ajouter à la file',
}
