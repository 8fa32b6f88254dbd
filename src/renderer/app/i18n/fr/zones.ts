import type { zones as en } from '../en/zones.ts'
import type { French } from '../french.ts'

export const zones: French<typeof en> = {
  title: 'Où vous étiez',
  text: 'Chaque écoute appartient à un jour de votre propre horloge. Quand une source ne dit pas le fuseau horaire, cette liste décide.',
  always: 'Depuis le début',
  from: 'À partir du',
  zone: 'Fuseau horaire',
  add: 'Ajouter un voyage',
  remove: 'Retirer {{zone}}',
  save: 'Enregistrer',
  saved: 'Les jours de vos écoutes sont recalculés',
  unchanged: 'Il n’y avait rien à changer',
  invalid: 'Ce n’est pas un moment.',
}
