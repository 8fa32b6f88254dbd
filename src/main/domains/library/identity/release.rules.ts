// From the files of one folder (with its disc folders) to the releases they are.
import { creditKey, various } from './credit.rules.ts'
import type { FileEntry } from './file-facts.ts'
import { comparePaths, describeRelease } from './release.ts'
import type { Release } from './release.ts'

/** An artist who stands in so many of the credits of an album without album artist is its artist; the others are guests. */
const commonShare = 0.75

/** The releases in a folder, and the files that belong to none. Independent of the order given. */
export function releasesOf(files: readonly FileEntry[]): { releases: Release[]; loose: FileEntry[] } {
  const loose: FileEntry[] = []
  const byTitle = new Map<string, FileEntry[]>()
  for (const entry of [...files].sort(comparePaths)) {
    if (entry.facts.album === null) loose.push(entry)
    else append(byTitle, entry.facts.editionKey, entry)
  }
  const isOneAlbum = byTitle.size === 1
  const releases = [...byTitle.values()].flatMap((entries) => [...byAlbumArtist(entries, isOneAlbum)].flatMap(([artistKey, own]) => byReleaseId(own).map((each) => describeRelease(each, artistKey))))
  return { releases: releases.sort(comparePaths), loose }
}

function append<Key>(groups: Map<Key, FileEntry[]>, key: Key, entry: FileEntry): void {
  const group = groups.get(key)
  if (group) group.push(entry)
  else groups.set(key, [entry])
}

function byAlbumArtist(entries: FileEntry[], isOneAlbum: boolean): Map<string, FileEntry[]> {
  const named = new Map<string, FileEntry[]>()
  const unnamed: FileEntry[] = []
  for (const entry of entries) {
    if (entry.facts.albumArtistKey === null) unnamed.push(entry)
    else append(named, entry.facts.albumArtistKey, entry)
  }
  if (named.size === 0) return byInferredArtist(entries, isOneAlbum)
  const [largest = ''] = [...named].sort(([one, first], [other, second]) => second.length - first.length || (one < other ? -1 : 1))[0] ?? []
  const strangers: FileEntry[] = []
  for (const entry of unnamed) {
    const own = creditKey(entry.facts.artists)
    if (named.has(own)) append(named, own, entry)
    else if (isOneAlbum) append(named, largest, entry)
    else strangers.push(entry)
  }
  for (const [key, group] of strangers.length > 0 ? byInferredArtist(strangers, false) : []) for (const entry of group) append(named, key, entry)
  return named
}

/** Nobody says whose album it is: the artist all share, else an album of many, else (a folder of many albums) one album each. */
function byInferredArtist(entries: FileEntry[], isOneAlbum: boolean): Map<string, FileEntry[]> {
  const common = commonArtist(entries)
  if (common !== null) return new Map([[common, entries]])
  const flagged = entries.filter(({ facts }) => facts.isCompilation).length
  if (isOneAlbum || flagged * 2 > entries.length || numbersFitOneAlbum(entries)) return new Map([[various.key, entries]])
  const groups = new Map<string, FileEntry[]>()
  for (const entry of entries) append(groups, entry.facts.isCompilation ? various.key : creditKey(entry.facts.artists), entry)
  return groups
}

function commonArtist(entries: readonly FileEntry[]): string | null {
  const first = creditKey(entries[0]?.facts.artists ?? [])
  if (entries.every(({ facts }) => creditKey(facts.artists) === first)) return first
  const counts = new Map<string, number>()
  const whole = new Set<string>()
  for (const { facts } of entries) {
    const key = creditKey(facts.artists)
    whole.add(key)
    for (const each of new Set([key, ...facts.artists.map((artist) => artist.key)])) if (each !== '') counts.set(each, (counts.get(each) ?? 0) + 1)
  }
  for (const key of whole) {
    // "Ana Ray & Low Tide" on an album of Ana Ray: the names are not split, but whose album it is can be seen.
    const led = entries.filter(({ facts }) => leads(key, facts.artistText, creditKey(facts.artists))).length
    if (led > 0 && key !== '') counts.set(key, (counts.get(key) ?? 0) + led)
  }
  const best = [...counts].sort(([one, first], [other, second]) => second - first || Number(whole.has(other)) - Number(whole.has(one)) || (one < other ? -1 : 1))[0]
  return best && best[1] >= entries.length * commonShare ? best[0] : null
}

const partner = /^\s*(?:[,&/;+×]|x\s|and\s|with\s|vs\.?\s|et\s|und\s|y\s)/i

function leads(key: string, printed: string, own: string): boolean {
  if (own === key || !own.startsWith(`${key} `)) return false
  const words = key.split(' ').length
  return partner.test(printed.trim().split(/\s+/).slice(words).join(' ')) || partner.test(printed.trim().slice(key.length))
}

/** No two at one place, and few places empty: they were made to stand together. */
function numbersFitOneAlbum(entries: readonly FileEntry[]): boolean {
  if (entries.length < 4) return false
  const places = new Set<string>()
  const highest = new Map<number, number>()
  for (const { facts } of entries) {
    if (facts.track === null) return false
    const disc = facts.disc ?? 1
    places.add(`${disc}.${facts.track}`)
    highest.set(disc, Math.max(highest.get(disc) ?? 0, facts.track))
  }
  const all = [...highest.values()].reduce((sum, most) => sum + most, 0)
  return places.size === entries.length && entries.length >= all * commonShare
}

/** Two releases of one album in one folder stay apart when their ids say so; files without an id stay with a single one. */
function byReleaseId(entries: FileEntry[]): FileEntry[][] {
  const groups = new Map<string, FileEntry[]>()
  const rest: FileEntry[] = []
  for (const entry of entries) {
    const { releaseId, discogsRelease } = entry.facts
    if (releaseId) append(groups, releaseId, entry)
    else if (discogsRelease) append(groups, `discogs ${discogsRelease}`, entry)
    else rest.push(entry)
  }
  if (groups.size <= 1) return [entries]
  return rest.length > 0 ? [...groups.values(), rest] : [...groups.values()]
}
