import type { list as en } from '../en/list.ts'
import type { French } from '../french.ts'

export const list: French<typeof en> = {
  columns: 'Colonnes',
  resetColumns: 'Colonnes habituelles',
  play: 'Lire {{name}}',
  playing: 'En lecture',
  select: 'Sélectionner {{name}}',
  clearSelection: 'Effacer la sélection',
  jumpTo: 'Aller à une lettre',
  jumpToLetter: 'Aller à {{letter}}',
  jumpToOther: 'Aller aux chiffres et aux signes',
  filters: 'Filtres',
  filtersActive_one: 'Filtres, {{count, number}} actif',
  filtersActive_many: 'Filtres, {{count, number}} actifs',
  filtersActive_other: 'Filtres, {{count, number}} actifs',
  showMore_one: '{{count, number}} de plus',
  showMore_many: '{{count, number}} de plus',
  showMore_other: '{{count, number}} de plus',
  showLess: 'Moins',
  sortBy: 'Trier',
}
