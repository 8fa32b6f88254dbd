import type { marks as en } from '../en/marks.ts'
import type { French } from '../french.ts'

export const marks: French<typeof en> = {
  onDisk: 'sur le disque',
  notOnDisk: 'pas sur le disque',
  onShelf: 'sur l’étagère',
  notOnShelf: 'pas sur l’étagère',
  heard_one: '{{count, number}} écoute',
  heard_many: '{{count, number}} écoutes',
  heard_other: '{{count, number}} écoutes',
  notHeard: 'pas encore écouté',
  vinyl: 'Vinyle',
  cd: 'CD',
  tape: 'Cassette',
  file: 'Fichier',
  quality: 'Qualité',
  highResolution: 'haute résolution',
}
