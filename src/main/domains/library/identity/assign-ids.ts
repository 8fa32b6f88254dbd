import type { FileEntry } from './file-facts.ts'

/**
 * Gives groups of files the ids their files had: the group that holds most of an id's files keeps it, the lower id on equal
 * terms, each id once. A file whose tags changed has half a vote. Groups without an id get null.
 */
export function assignIds(groups: readonly (readonly FileEntry[])[], idOf: (entry: FileEntry) => number | null): (number | null)[] {
  const claims: { group: number; id: number; votes: number }[] = []
  for (const [group, entries] of groups.entries()) {
    const votes = new Map<number, number>()
    for (const entry of entries) {
      const id = idOf(entry)
      if (id !== null) votes.set(id, (votes.get(id) ?? 0) + (entry.isRetagged ? 1 : 2))
    }
    for (const [id, count] of votes) claims.push({ group, id, votes: count })
  }
  claims.sort((one, other) => other.votes - one.votes || one.id - other.id || one.group - other.group)
  const assigned = groups.map((): number | null => null)
  const used = new Set<number>()
  for (const { group, id } of claims) {
    if (assigned[group] !== null || used.has(id)) continue
    assigned[group] = id
    used.add(id)
  }
  return assigned
}
