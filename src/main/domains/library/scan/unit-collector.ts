// Gathers what was read until a folder with its disc folders is complete, for only whole albums can be told apart.
import type { FileEntry, FileReading } from '../identity/file-facts.ts'
import { sortPathOf } from '../identity/entries.repo.ts'
import type { Unit } from '../identity/plan.ts'
import { isDiscFolder } from '../identity/title.rules.ts'
import type { DueFile } from './compare.ts'
import type { DirectoryIndex, KnownDirectory } from './directory-index.ts'
import { storedName } from './disk-name.ts'
import type { Listing } from './walk.ts'

/** Files of one directory on their way through the readers. */
export type DueDirectory = { unit: OpenUnit; path: string; due: readonly DueFile[]; mayHaveLyrics: boolean }

type OpenUnit = { root: string; listings: number; reads: number; changed: FileEntry[]; hasWritten: boolean }

export type UnitCollector = {
  /** Takes up a directory with the files to read in it. */
  open(listing: Listing, due: readonly DueFile[]): DueDirectory
  /** A file was read; null when nothing came of it. */
  settle(directory: DueDirectory, due: DueFile, result: FileReading | null, now: number): void
}

/** A folder with more files than this is written in parts. */
const largestPart = 4_000

function unitRoot(path: string): string {
  const slash = path.lastIndexOf('/')
  return path !== '' && isDiscFolder(path.slice(slash + 1)) ? path.slice(0, Math.max(0, slash)) : path
}

function directoriesOf(index: DirectoryIndex, { root }: OpenUnit): KnownDirectory[] {
  return [root, ...index.childrenOf(root).filter((child) => unitRoot(child) === root)].flatMap((each) => index.find(each) ?? [])
}

export function openUnitCollector(index: DirectoryIndex, onUnit: (unit: Unit) => void): UnitCollector {
  const units = new Map<string, OpenUnit>()

  function release(unit: OpenUnit, isWhole: boolean): void {
    if (unit.changed.length > 0) {
      const directories = directoriesOf(index, unit)
      onUnit({ directoryIds: directories.map(({ id }) => id), changed: unit.changed, isNew: !unit.hasWritten && directories.every(({ isNew }) => isNew) })
    }
    unit.changed = []
    unit.hasWritten = true
    if (isWhole) units.delete(unit.root)
  }

  function releaseIfWhole(unit: OpenUnit): void {
    if (unit.listings <= 0 && unit.reads === 0) release(unit, true)
  }

  return {
    open: (listing, due) => {
      const root = unitRoot(listing.path)
      let unit = units.get(root)
      if (!unit) units.set(root, (unit = { root, listings: listing.path === root ? 1 + listing.discs : 1, reads: 0, changed: [], hasWritten: false }))
      unit.listings--
      unit.reads += due.length
      releaseIfWhole(unit)
      return { unit, path: listing.path, due, mayHaveLyrics: listing.hasLyrics }
    },
    settle: ({ unit, path }, due, result, now) => {
      unit.reads--
      if (result) {
        unit.changed.push({
          facts: result.facts, fileId: due.fileId, directoryId: index.ensure(path).id, name: storedName(due.file.name), sortPath: sortPathOf(index.folderId, path, due.file.name),
          size: due.file.size, mtimeUs: due.file.mtimeUs, addedAt: now, isMissing: false, trackId: null, editionId: null, reading: result, isRetagged: false, isMoved: false,
        })
        if (unit.changed.length >= largestPart) release(unit, false)
      }
      releaseIfWhole(unit)
    },
  }
}
