import type { player as en } from '../en/player.ts'
import type { French } from '../french.ts'

export const player: French<typeof en> = {
  play: 'Lire',
  pause: 'Pause',
  previous: 'Piste précédente',
  next: 'Piste suivante',
  shuffle: 'Lecture aléatoire',
  shuffleOn: 'Lecture aléatoire activée',
  shuffleOff: 'Lecture aléatoire désactivée',
  repeat: 'Répéter',
  repeatOff: 'Répétition désactivée',
  repeatAll: 'Répéter la file',
  repeatOne: 'Répéter cette piste',
  position: 'Position',
  positionOf: '{{position}} sur {{duration}}',
  volume: 'Volume',
  mute: 'Couper le son',
  unmute: 'Rétablir le son',
  muted: 'son coupé',
  love: 'Aimer {{name}}',
  addedNext_one: '{{count, number}} piste passe ensuite',
  addedNext_many: '{{count, number}} pistes passent ensuite',
  addedNext_other: '{{count, number}} pistes passent ensuite',
  addedLast_one: '{{count, number}} piste ajoutée à la file',
  addedLast_many: '{{count, number}} pistes ajoutées à la file',
  addedLast_other: '{{count, number}} pistes ajoutées à la file',
}
