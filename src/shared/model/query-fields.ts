import { fold } from './names.ts'
import { dateFields, idFields, numberFields, textFields } from './rule-nodes.ts'
import type { RuleField, flagFields } from './rule-nodes.ts'

/** Kinds of fields by the values they take. */
export type FieldKind = 'text' | 'number' | 'date' | 'flag' | 'choice' | 'id'

/** Other spellings a person may type, English and French; the field's own name is always one. Accents do not matter. */
const aliases: Partial<Record<RuleField, readonly string[]>> = {
  title: ['name', 'song', 'track', 'titre', 'morceau', 'chanson'],
  artist: ['by', 'artiste', 'par'],
  albumArtist: ['artistealbum', 'artistedalbum'],
  album: ['release', 'disque'],
  composer: ['compositeur'],
  label: ['maison'],
  catalogNumber: ['catno', 'catalog', 'catalogue', 'reference'],
  path: ['file', 'folder', 'chemin', 'fichier', 'dossier'],
  lyrics: ['words', 'paroles'],
  comment: ['commentaire'],
  any: ['all', 'tout'],
  year: ['date', 'annee'],
  decade: ['decennie'],
  discNumber: ['disc', 'numerodisque'],
  trackNumber: ['no', 'number', 'piste', 'numero'],
  duration: ['length', 'time', 'duree'],
  bitrate: ['debit'],
  sampleRate: ['frequency', 'frequence', 'echantillonnage'],
  bitDepth: ['bits', 'profondeur'],
  bpm: ['tempo'],
  rating: ['stars', 'note', 'etoiles'],
  plays: ['playcount', 'ecoutes', 'lectures'],
  skips: ['skipcount', 'sauts'],
  added: ['ajout', 'ajoute'],
  lastPlayed: ['played', 'heard', 'derniereecoute', 'ecoute'],
  firstPlayed: ['premiereecoute'],
  format: ['codec', 'type'],
}

/** Words after `is:` and `has:` (`est:`, `a:`), and what they say; the first of a flag is how it is printed. */
const flagWords: readonly (readonly [word: string, field: (typeof flagFields)[number], value: boolean])[] = [
  ['is:ondisk', 'onDisk', true], ['is:here', 'onDisk', true], ['est:surdisque', 'onDisk', true], ['has:file', 'onDisk', true],
  ['is:onshelf', 'onShelf', true], ['is:owned', 'onShelf', true], ['est:etagere', 'onShelf', true], ['est:possede', 'onShelf', true],
  ['is:heard', 'heard', true], ['is:played', 'heard', true], ['est:ecoute', 'heard', true],
  ['is:unheard', 'heard', false], ['is:unplayed', 'heard', false], ['est:inecoute', 'heard', false],
  ['is:loved', 'loved', true], ['is:favourite', 'loved', true], ['is:favorite', 'loved', true], ['est:aime', 'loved', true], ['est:favori', 'loved', true],
  ['is:lossless', 'lossless', true], ['est:sansperte', 'lossless', true], ['is:lossy', 'lossless', false],
  ['is:compilation', 'compilation', true], ['est:compilation', 'compilation', true],
  ['has:cover', 'hasCover', true], ['a:pochette', 'hasCover', true],
  ['is:missing', 'missing', true], ['est:manquant', 'missing', true],
]

/** What a typed prefix like `artist` in `artist:` stands for; `flag` = the value names the flag (`is:loved`). */
export type FieldName = { kind: 'flagPrefix' } | { kind: Exclude<FieldKind, 'flag'>; field: RuleField }

const kindOf = new Map<RuleField, Exclude<FieldKind, 'flag'>>([
  ...textFields.map((field) => [field, 'text'] as const),
  ...numberFields.map((field) => [field, 'number'] as const),
  ...dateFields.map((field) => [field, 'date'] as const),
  ...idFields.map((field) => [field, 'id'] as const),
  ['format', 'choice'],
])

function spelled(word: string): string {
  return fold(word).replace(/[^\p{L}\p{N}]+/gu, '')
}

const byName = new Map<string, FieldName>([
  ...['is', 'has', 'est', 'a'].map((word) => [word, { kind: 'flagPrefix' }] as const),
  ...[...kindOf].flatMap(([field, kind]) => [field, ...(aliases[field] ?? [])].map((word) => [spelled(word), { kind, field }] as const)),
])

/** The field a person means by this name, in any case and with or without accents; undefined when there is none. */
export function findField(name: string): FieldName | undefined {
  return byName.get(spelled(name))
}

const flagByWord = new Map(flagWords.map(([word, field, value]) => [word.slice(word.indexOf(':') + 1), { field, value }]))

/** What `is:loved` or `est:aimé` says; undefined for an unknown word. */
export function findFlag(word: string): { field: (typeof flagFields)[number]; value: boolean } | undefined {
  return flagByWord.get(spelled(word))
}

/** How a flag that holds is printed: `is:loved`. */
export function flagText(field: (typeof flagFields)[number]): string {
  return flagWords.find(([, named, value]) => named === field && value)?.[0] ?? ''
}

/** Endings and names people use for formats, and the codec meant. */
const formatAliases = new Map([
  ['ogg', 'vorbis'], ['wav', 'pcm'], ['wave', 'pcm'], ['aif', 'pcm'], ['aiff', 'pcm'], ['m4a', 'aac'], ['mp4', 'aac'], ['wv', 'wavpack'], ['mpc', 'musepack'], ['dsf', 'dsd'], ['dff', 'dsd'],
  ['spx', 'speex'], ['sansperte', 'lossless'], ['avecperte', 'lossy'],
])

/** The value of a `format` rule for what was typed; undefined when it cannot be one. */
export function formatValue(typed: string): string | undefined {
  const word = spelled(typed)
  return formatAliases.get(word) ?? (/^[a-z0-9]{1,20}$/.test(word) ? word : undefined)
}
