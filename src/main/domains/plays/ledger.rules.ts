// The ledger as it is applied: rules in the order they were made, each met by the names a text has or had on the way. So a
// later rule wins over an earlier one, whichever of the names it was made for.
import { artistNameKey, looseAlbumKey, playTitleKey } from './words.rules.ts'

export type Rule =
  | { kind: 'rename-artist'; artist: string; to: string }
  | { kind: 'rename-album'; artist: string; album: string; to: string }
  | { kind: 'rename-track'; artist: string; title: string; to: string }
  | { kind: 'merge-artists'; artists: string[]; into: string }
  | { kind: 'split-artist'; artist: string; into: { name: string; joinPhrase: string }[] }
  | { kind: 'never-split'; artist: string }
  | { kind: 'assign-track'; wordsKey: string; trackId: number }
  | { kind: 'hide'; artist: string; title?: string | undefined }

/** One artist of a credit, under every key it has had. */
export type Named = { name: string; joinPhrase: string; keys: Set<string> }

/** What a text is called while the ledger goes over it. */
export type Naming = {
  credit: Named[]
  /** Keys the whole credit has had. */
  creditKeys: Set<string>
  title: string
  titleKeys: Set<string>
  /** '' = none. */
  album: string
  albumKeys: Set<string>
  albumArtist: Named | null
  /** What rules changed. */
  isArtistChanged: boolean
  isTitleChanged: boolean
  isAlbumChanged: boolean
  /** The track a person chose. */
  assignedTrackId: number
}

export type TrackNames = { credit: readonly { name: string; joinPhrase: string }[]; artistText: string; title: string; album: string; /** '' = the artist's own. */ albumArtist: string }

export type Ledger = {
  isEmpty: boolean
  /** Whether any rule could be about a text with these artists, or about just these words. */
  isAbout(artistKeys: readonly string[], wordsKey: string): boolean
  /** Changes the naming; `namesOf` tells what a track is called. Returns whether the text is hidden. */
  apply(naming: Naming, wordsKey: string, namesOf: (trackId: number) => TrackNames | undefined): boolean
  /** Keys of artists that become this one by the rules, itself among them. */
  artistSources(key: string): Set<string>
  /** Keys of titles that become this one, of whatever artist, itself among them. */
  titleSources(key: string): Set<string>
  /** Keys that rules lead from or to, by any way, one of these: every text a change of such a rule may concern has one of them. */
  linked(what: 'artists' | 'titles' | 'albums', keys: Iterable<string>): Set<string>
  /** Whether merging these keys into that one closes a circle of merges. */
  leadsTo(from: string, to: string): boolean
}

export function creditTextOf(credit: readonly { name: string; joinPhrase: string }[]): string {
  return credit.map(({ name, joinPhrase }, index) => name + (index < credit.length - 1 ? joinPhrase || ', ' : '')).join('')
}

export function named(name: string, joinPhrase: string): Named {
  return { name, joinPhrase, keys: new Set([artistNameKey(name)]) }
}

/** Starts a naming: with what was told, and what the catalogue calls it where that is another name. */
export function namingOf({ credit, artistText, title, album, albumArtist }: TrackNames): Naming {
  return {
    credit: credit.map(({ name, joinPhrase }) => named(name, joinPhrase)),
    creditKeys: new Set([artistNameKey(artistText)]),
    title,
    titleKeys: new Set([playTitleKey(title)]),
    album,
    albumKeys: new Set(album === '' ? [] : [looseAlbumKey(album)]),
    albumArtist: albumArtist === '' ? null : named(albumArtist, ''),
    isArtistChanged: false,
    isTitleChanged: false,
    isAlbumChanged: false,
    assignedTrackId: 0,
  }
}

/** Adds the names the catalogue has for it: rules are made for what is shown, and hold for what was told as well. */
export function alsoCalled(naming: Naming, names: TrackNames): void {
  const told = naming.credit
  naming.credit = names.credit.map(({ name, joinPhrase }) => named(name, joinPhrase))
  if (naming.credit[0] && told[0]) for (const key of told[0].keys) naming.credit[0].keys.add(key)
  naming.creditKeys.add(artistNameKey(names.artistText))
  naming.title = names.title
  naming.titleKeys.add(playTitleKey(names.title))
  naming.album = names.album
  if (names.album !== '') naming.albumKeys.add(looseAlbumKey(names.album))
  naming.albumArtist = names.albumArtist === '' ? null : named(names.albumArtist, '')
}

type Compiled = Rule & { order: number; artistKeys: Set<string>; /** Of the title or album it is about. */ aboutKey: string }

function artistsOf(rule: Rule): string[] {
  if (rule.kind === 'merge-artists') return rule.artists
  return rule.kind === 'assign-track' ? [] : [rule.artist]
}

function aboutOf(rule: Rule): string {
  if (rule.kind === 'rename-album') return looseAlbumKey(rule.album)
  if (rule.kind === 'rename-track') return playTitleKey(rule.title)
  return rule.kind === 'hide' && rule.title !== undefined ? playTitleKey(rule.title) : ''
}

function renamedTo(rule: Rule): string | undefined {
  return rule.kind === 'rename-artist' ? rule.to : rule.kind === 'merge-artists' ? rule.into : undefined
}

function renameArtist(naming: Naming, from: ReadonlySet<string>, to: string): void {
  const toKey = artistNameKey(to)
  if (naming.albumArtist && !naming.albumArtist.keys.isDisjointFrom(from)) Object.assign(naming.albumArtist, { name: to, keys: naming.albumArtist.keys.add(toKey) })
  if (!naming.creditKeys.isDisjointFrom(from)) {
    const keys = new Set([...naming.creditKeys, toKey])
    if (naming.credit.length === 1) for (const key of naming.credit[0]?.keys ?? []) keys.add(key)
    naming.isArtistChanged ||= creditTextOf(naming.credit) !== to
    naming.credit = [{ name: to, joinPhrase: '', keys }]
    naming.creditKeys.add(toKey)
    return
  }
  for (const member of naming.credit) {
    if (member.keys.isDisjointFrom(from)) continue
    naming.isArtistChanged ||= member.name !== to
    member.name = to
    member.keys.add(toKey)
    naming.creditKeys.add(artistNameKey(creditTextOf(naming.credit)))
  }
}

function split(naming: Naming, from: ReadonlySet<string>, into: readonly { name: string; joinPhrase: string }[]): void {
  const parts = (last: string): Named[] => into.map(({ name, joinPhrase }, index) => named(name, index < into.length - 1 ? joinPhrase : last))
  if (!naming.creditKeys.isDisjointFrom(from)) naming.credit = parts('')
  else {
    const at = naming.credit.findIndex(({ keys }) => !keys.isDisjointFrom(from))
    if (at < 0) return
    naming.credit = naming.credit.toSpliced(at, 1, ...parts(naming.credit[at]?.joinPhrase ?? ''))
  }
  naming.creditKeys.add(artistNameKey(creditTextOf(naming.credit)))
  naming.isArtistChanged = true
}

function joinAgain(naming: Naming, from: ReadonlySet<string>): void {
  if (naming.credit.length < 2 || naming.creditKeys.isDisjointFrom(from)) return
  naming.credit = [{ name: creditTextOf(naming.credit), joinPhrase: '', keys: naming.creditKeys }]
  naming.isArtistChanged = true
}

function isMet(naming: Naming, keys: ReadonlySet<string>): boolean {
  return !naming.creditKeys.isDisjointFrom(keys) || naming.credit.some((member) => !member.keys.isDisjointFrom(keys)) || (naming.albumArtist !== null && !naming.albumArtist.keys.isDisjointFrom(keys))
}

function applyRule(naming: Naming, rule: Compiled, namesOf: (trackId: number) => TrackNames | undefined): void {
  switch (rule.kind) {
    case 'rename-artist':
      return renameArtist(naming, rule.artistKeys, rule.to)
    case 'merge-artists':
      return renameArtist(naming, rule.artistKeys, rule.into)
    case 'split-artist':
      return split(naming, rule.artistKeys, rule.into)
    case 'never-split':
      return joinAgain(naming, rule.artistKeys)
    case 'rename-album':
      if (!isMet(naming, rule.artistKeys) || !naming.albumKeys.has(rule.aboutKey)) return
      naming.isAlbumChanged ||= naming.album !== rule.to
      naming.album = rule.to
      naming.albumKeys.add(looseAlbumKey(rule.to))
      return
    case 'rename-track':
      if (!isMet(naming, rule.artistKeys) || !naming.titleKeys.has(rule.aboutKey)) return
      naming.isTitleChanged ||= naming.title !== rule.to
      naming.title = rule.to
      naming.titleKeys.add(playTitleKey(rule.to))
      return
    case 'assign-track': {
      const names = namesOf(rule.trackId)
      // What the words said counts no longer: they are that track now, with its names. A track that is gone leaves them as they were.
      if (names) Object.assign(naming, namingOf(names), { assignedTrackId: rule.trackId })
      return
    }
    case 'hide':
  }
}

function isHiddenBy(naming: Naming, rule: Compiled): boolean {
  const isArtist = !naming.creditKeys.isDisjointFrom(rule.artistKeys) || !(naming.credit[0]?.keys.isDisjointFrom(rule.artistKeys) ?? true)
  return isArtist && (rule.aboutKey === '' || naming.titleKeys.has(rule.aboutKey))
}

/** Rules in the order in which they hold, undone ones left out. */
export function openLedger(rules: readonly Rule[]): Ledger {
  const byArtist = new Map<string, Compiled[]>()
  const byWords = new Map<string, Compiled[]>()
  const into = new Map<string, Set<string>>()
  const from = new Map<string, Set<string>>()
  const titlesFrom = new Map<string, Set<string>>()
  const beside = { artists: new Map<string, Set<string>>(), titles: new Map<string, Set<string>>(), albums: new Map<string, Set<string>>() }
  const add = <Value>(map: Map<string, Value[]>, key: string, value: Value): unknown => map.get(key)?.push(value) ?? map.set(key, [value])
  const link = (map: Map<string, Set<string>>, one: string, other: string): unknown => map.get(one)?.add(other) ?? map.set(one, new Set([other]))
  const linkBoth = (map: Map<string, Set<string>>, one: string, other: string): void => {
    link(map, one, other)
    link(map, other, one)
  }

  for (const [order, rule] of rules.entries()) {
    const compiled: Compiled = { ...rule, order, artistKeys: new Set(artistsOf(rule).map(artistNameKey)), aboutKey: aboutOf(rule) }
    if (rule.kind === 'assign-track') add(byWords, rule.wordsKey, compiled)
    for (const key of compiled.artistKeys) add(byArtist, key, compiled)
    const to = renamedTo(rule)
    for (const key of compiled.artistKeys) {
      if (to !== undefined) link(into, key, artistNameKey(to))
      for (const target of to !== undefined ? [to] : rule.kind === 'split-artist' ? [...rule.into.map(({ name }) => name), creditTextOf(rule.into)] : []) {
        link(from, artistNameKey(target), key)
        linkBoth(beside.artists, artistNameKey(target), key)
      }
    }
    if (rule.kind === 'rename-track') {
      link(titlesFrom, playTitleKey(rule.to), compiled.aboutKey)
      linkBoth(beside.titles, playTitleKey(rule.to), compiled.aboutKey)
    }
    if (rule.kind === 'rename-album') linkBoth(beside.albums, looseAlbumKey(rule.to), compiled.aboutKey)
  }

  function nextRule(naming: Naming, wordsKey: string, after: number): Compiled | undefined {
    let best: Compiled | undefined
    const look = (found: readonly Compiled[] | undefined): void => {
      for (const rule of found ?? []) if (rule.order > after && rule.kind !== 'hide' && (!best || rule.order < best.order)) best = rule
    }
    look(byWords.get(wordsKey))
    if (byArtist.size > 0) {
      for (const key of naming.creditKeys) look(byArtist.get(key))
      for (const { keys } of naming.credit) for (const key of keys) look(byArtist.get(key))
      for (const key of naming.albumArtist?.keys ?? []) look(byArtist.get(key))
    }
    return best
  }

  function reach(map: ReadonlyMap<string, Set<string>>, ...start: string[]): Set<string> {
    const reached = new Set(start)
    for (const key of reached) for (const next of map.get(key) ?? []) reached.add(next)
    return reached
  }

  return {
    isEmpty: rules.length === 0,
    isAbout: (artistKeys, wordsKey) => byWords.has(wordsKey) || artistKeys.some((key) => byArtist.has(key)),
    apply: (naming, wordsKey, namesOf) => {
      if (rules.length === 0) return false
      for (let rule = nextRule(naming, wordsKey, -1); rule; rule = nextRule(naming, wordsKey, rule.order)) applyRule(naming, rule, namesOf)
      const keys = [...naming.creditKeys, ...(naming.credit[0]?.keys ?? [])]
      return keys.some((key) => byArtist.get(key)?.some((rule) => rule.kind === 'hide' && isHiddenBy(naming, rule)) ?? false)
    },
    artistSources: (key) => reach(from, key),
    titleSources: (key) => reach(titlesFrom, key),
    linked: (what, keys) => reach(beside[what], ...keys),
    leadsTo: (start, to) => reach(into, start).has(to),
  }
}
