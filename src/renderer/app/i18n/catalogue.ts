import { common as commonEn } from './en/common.ts'
import { list as listEn } from './en/list.ts'
import { marks as marksEn } from './en/marks.ts'
import { palette as paletteEn } from './en/palette.ts'
import { player as playerEn } from './en/player.ts'
import { shell as shellEn } from './en/shell.ts'
import { states as statesEn } from './en/states.ts'
import { common as commonFr } from './fr/common.ts'
import { list as listFr } from './fr/list.ts'
import { marks as marksFr } from './fr/marks.ts'
import { palette as paletteFr } from './fr/palette.ts'
import { player as playerFr } from './fr/player.ts'
import { shell as shellFr } from './fr/shell.ts'
import { states as statesFr } from './fr/states.ts'
import type { French } from './french.ts'

// One group per part of the program: a file in en/ and its twin in fr/, joined here.
export const english = { common: commonEn, list: listEn, marks: marksEn, palette: paletteEn, player: playerEn, shell: shellEn, states: statesEn }
export const french: French<typeof english> = { common: commonFr, list: listFr, marks: marksFr, palette: paletteFr, player: playerFr, shell: shellFr, states: statesFr }
