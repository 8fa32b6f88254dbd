// Which releases are one edition, and which editions are one work. Every rule looks at pairs and every choice has an order
// of its own, so that the same releases give the same works whatever order they were found in.
import { nameKey } from '#shared/model/names.ts'
import type { FileEntry } from './file-facts.ts'
import { comparePaths, describeRelease } from './release.ts'
import type { Release } from './release.ts'
import { majority } from './majority.ts'

/** Editions of one work. */
export type Work = Release[]

/** Groups releases into works. */
export function arrangeWorks(releases: readonly Release[]): Work[] {
  return joinWorks(joinEditions(releases))
}

function joinEditions(releases: readonly Release[]): Release[] {
  // What says most about itself leads; the rest joins where nothing contradicts.
  const ordered = [...releases].sort((one, other) => evidence(other) - evidence(one) || other.entries.length - one.entries.length || comparePaths(one, other))
  const groups: Release[][] = []
  for (const release of ordered) {
    const home = groups.find((group) => group.some((member) => isSameRelease(member, release))) ?? groups.find((group) => group.every((member) => isSameEdition(member, release)))
    if (home) home.push(release)
    else groups.push([release])
  }
  return groups.map((group) => (group.length === 1 ? (group[0] as Release) : merged(group)))
}

function merged(group: readonly Release[]): Release {
  const entries = group.flatMap((release) => release.entries)
  return describeRelease(entries, majority(group.flatMap(({ artistKey, entries: own }) => own.map(() => artistKey)), (key) => key) ?? '')
}

function evidence({ releaseId, discogsRelease, barcode, catalogNumber, label, year, media }: Release): number {
  return (releaseId ? 32 : 0) + (discogsRelease ? 16 : 0) + (barcode ? 8 : 0) + (catalogNumber ? 4 : 0) + (label ? 2 : 0) + (year ? 1 : 0) + (media ? 1 : 0)
}

function isSameRelease(one: Release, other: Release): boolean {
  return (one.releaseId !== null && one.releaseId === other.releaseId) || (one.discogsRelease !== null && one.discogsRelease === other.discogsRelease)
}

function isSameEdition(one: Release, other: Release): boolean {
  if (one.releaseId && other.releaseId) return one.releaseId === other.releaseId
  if (one.discogsRelease && other.discogsRelease) return one.discogsRelease === other.discogsRelease
  if (one.artistKey !== other.artistKey || one.editionKey !== other.editionKey || differ(one.releaseGroupId, other.releaseGroupId) || differ(one.discogsMaster, other.discogsMaster)) return false
  if (differ(one.year, other.year) || differ(one.barcode, other.barcode) || differText(one.label, other.label) || differText(one.catalogNumber, other.catalogNumber)) return false
  if (areDiscsOfOne(one, other)) return true
  return !differText(one.media, other.media) && (hasSameTitles(one, other) || isPartOf(one, other) || isPartOf(other, one) || areComplementary(one, other))
}

function differ<Value>(one: Value | null, other: Value | null): boolean {
  return one !== null && other !== null && one !== other
}

function differText(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && nameKey(one) !== nameKey(other)
}

/** Disc 1 in one folder, disc 2 in another: the tags number the discs, and no disc is in both. */
function areDiscsOfOne(one: Release, other: Release): boolean {
  const mine = discsOf(one)
  const theirs = discsOf(other)
  if (mine.has(null) || theirs.has(null) || [...mine].some((disc) => theirs.has(disc))) return false
  return Math.max(...[...mine, ...theirs].map((disc) => disc ?? 1)) > 1
}

function discsOf({ entries }: Release): Set<number | null> {
  return new Set(entries.map(({ facts }) => facts.disc))
}

function titlesOf(entries: readonly FileEntry[]): Set<string> {
  return new Set(entries.map(({ facts }) => facts.titleKey))
}

function hasSameTitles(one: Release, other: Release): boolean {
  const mine = titlesOf(one.entries)
  const theirs = titlesOf(other.entries)
  return mine.size === theirs.size && [...mine].every((title) => theirs.has(title))
}

/** Some tracks of the other, at the same places, with gaps: an incomplete copy rather than a shorter edition. */
function isPartOf(part: Release, whole: Release): boolean {
  const places = new Set(whole.entries.map(placed))
  if (!part.entries.every((entry) => places.has(placed(entry)))) return false
  const total = Math.max(0, ...part.entries.map(({ facts }) => facts.trackTotal ?? 0))
  if (total > 0) return total === Math.max(0, ...whole.entries.map(({ facts }) => facts.trackTotal ?? facts.track ?? 0))
  return part.entries.every(({ facts }) => facts.track !== null) && Math.max(...part.entries.map(({ facts }) => facts.track ?? 0)) > new Set(part.entries.map(placed)).size
}

/** The numbers of both fill each other's gaps: an album of which a part was moved. */
function areComplementary(one: Release, other: Release): boolean {
  const numbers = new Map<number, Set<number>>()
  for (const { facts } of [...one.entries, ...other.entries]) {
    if (facts.track === null) return false
    const disc = facts.disc ?? 1
    numbers.set(disc, (numbers.get(disc) ?? new Set()).add(facts.track))
  }
  const mine = new Set(one.entries.map(placeOf))
  if (other.entries.some((entry) => mine.has(placeOf(entry)))) return false
  return [...numbers.values()].every((tracks) => Math.max(...tracks) === tracks.size)
}

function placeOf({ facts }: FileEntry): string {
  return `${facts.disc ?? 1}.${facts.track}`
}

function placed({ facts }: FileEntry): string {
  return `${facts.disc ?? 1} ${facts.track} ${facts.titleKey}`
}

/** One artist and one title are one work only with an id in common, or with most of the shorter tracklist. */
const commonTitles = 0.5

type Group = { editions: Release[]; groupIds: Set<string>; masters: Set<number> }

function joinWorks(editions: readonly Release[]): Work[] {
  const ordered = [...editions].sort(comparePaths)
  let groups: Group[] = []
  for (const edition of ordered) {
    const added: Group = { editions: [edition], groupIds: new Set(edition.releaseGroupId ? [edition.releaseGroupId] : []), masters: new Set(edition.discogsMaster ? [edition.discogsMaster] : []) }
    const related = groups.filter((group) => !group.groupIds.isDisjointFrom(added.groupIds) || (!contradict(group, added) && !group.masters.isDisjointFrom(added.masters)))
    groups = groups.filter((group) => !related.includes(group))
    groups.push(related.reduce(join, added))
  }
  for (const [one, other] of similarPairs(ordered)) {
    const first = groups.find(({ editions: own }) => own.includes(one)) as Group
    const second = groups.find(({ editions: own }) => own.includes(other)) as Group
    if (first === second || contradict(first, second)) continue
    groups = groups.filter((group) => group !== first && group !== second)
    groups.push(join(first, second))
  }
  return groups.map((group) => group.editions.sort(comparePaths)).sort((one, other) => comparePaths(one[0] as Release, other[0] as Release))
}

function join(one: Group, other: Group): Group {
  return { editions: [...one.editions, ...other.editions], groupIds: one.groupIds.union(other.groupIds), masters: one.masters.union(other.masters) }
}

/** Ids of one kind on both sides, none in common: they say that these are two works, whatever the titles say. */
function contradict(one: Group, other: Group): boolean {
  if (one.groupIds.size > 0 && other.groupIds.size > 0) return one.groupIds.isDisjointFrom(other.groupIds)
  return one.masters.size > 0 && other.masters.size > 0 && one.masters.isDisjointFrom(other.masters)
}

/** Most alike first. */
function similarPairs(editions: readonly Release[]): [Release, Release][] {
  const pairs: { one: Release; other: Release; alike: number }[] = []
  for (const [index, one] of editions.entries()) {
    for (const other of editions.slice(index + 1)) {
      if (one.artistKey !== other.artistKey || one.workKey !== other.workKey || one.workKey === '') continue
      const alike = likeness(one, other)
      if (alike > commonTitles) pairs.push({ one, other, alike })
    }
  }
  return pairs.sort((first, second) => second.alike - first.alike).map(({ one, other }) => [one, other])
}

function likeness(one: Release, other: Release): number {
  const mine = titlesOf(one.entries)
  const theirs = titlesOf(other.entries)
  return mine.intersection(theirs).size / Math.min(mine.size, theirs.size)
}
