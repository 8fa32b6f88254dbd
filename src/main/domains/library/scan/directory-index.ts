// The directories of one library folder, in memory while it is scanned. Ids are given out here; rows follow with the next
// transaction. Only one scan runs at a time, so nobody else gives them out.
import type { WriteDb } from '#main/kernel/db/database.ts'
import { fold } from '#shared/model/names.ts'
import { rawName, shownName, storedName } from './disk-name.ts'
import type { StoredName } from './disk-name.ts'

export type KnownDirectory = { id: number; sidecars: string | null; isNew: boolean }

export type DirectoryIndex = {
  readonly folderId: number
  find(path: string): KnownDirectory | undefined
  /** Finds or makes a directory with all above it. */
  ensure(path: string): KnownDirectory
  /** Paths of the known directories right below. */
  childrenOf(path: string): readonly string[]
  /** A directory and all below it. */
  treeOf(path: string): { path: string; directory: KnownDirectory }[]
  /** Gives a directory, with all below it, another path; rows follow with the next transaction. */
  rename(from: string, to: string): void
  noteSidecars(path: string, sidecars: string | null): void
  /** Writing that is due before anything refers to these directories. */
  takeWrites(): (() => void)[]
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** Names that a file system may hold to be equal: case and composition aside. */
export function looseName(raw: string): string {
  return fold(shownName(storedName(raw)))
}

export function openDirectoryIndex(db: WriteDb, folderId: number): DirectoryIndex {
  const known = new Map<string, KnownDirectory>()
  const children = new Map<string, string[]>()
  const insert = db.prepare<[number, number, number | null, StoredName], never>('INSERT INTO directories (id, folderId, parentId, path) VALUES (?, ?, ?, ?)')
  const move = db.prepare<[StoredName, number | null, number], never>('UPDATE directories SET path = ?, parentId = ? WHERE id = ?')
  const updateSidecars = db.prepare<[string | null, number], never>('UPDATE directories SET sidecars = ? WHERE id = ?')
  let nextId = (db.prepare<[], number | null>('SELECT max(id) FROM directories').pluck().get() ?? 0) + 1
  let writes: (() => void)[] = []

  function learn(path: string, directory: KnownDirectory): void {
    known.set(path, directory)
    if (path === '') return
    const siblings = children.get(parentOf(path))
    if (siblings) siblings.push(path)
    else children.set(parentOf(path), [path])
  }

  for (const [id, path, sidecars] of db.prepare<[number], [number, StoredName, string | null]>('SELECT id, path, sidecars FROM directories WHERE folderId = ?').raw().all(folderId)) learn(rawName(path), { id, sidecars, isNew: false })

  function ensure(path: string): KnownDirectory {
    const found = known.get(path)
    if (found) return found
    const parentId = path === '' ? null : ensure(parentOf(path)).id
    const directory = { id: nextId++, sidecars: null, isNew: true }
    learn(path, directory)
    writes.push(() => insert.run(directory.id, folderId, parentId, storedName(path)))
    return directory
  }

  function treeOf(path: string): { path: string; directory: KnownDirectory }[] {
    const directory = known.get(path)
    return [...(directory ? [{ path, directory }] : []), ...(children.get(path) ?? []).flatMap(treeOf)]
  }

  return {
    folderId,
    find: (path) => known.get(path),
    ensure,
    childrenOf: (path) => children.get(path) ?? [],
    treeOf,
    rename: (from, to) => {
      const moved = treeOf(from)
      const siblings = children.get(parentOf(from))
      siblings?.splice(siblings.indexOf(from), 1)
      for (const { path } of moved) {
        known.delete(path)
        children.delete(path)
      }
      for (const { path, directory } of moved) {
        const target = to + path.slice(from.length)
        const parentId = ensure(parentOf(target)).id
        learn(target, directory)
        writes.push(() => move.run(storedName(target), parentId, directory.id))
      }
    },
    noteSidecars: (path, sidecars) => {
      const directory = ensure(path)
      if (directory.sidecars === sidecars) return
      directory.sidecars = sidecars
      writes.push(() => updateSidecars.run(sidecars, directory.id))
    },
    takeWrites: () => {
      const taken = writes
      writes = []
      return taken
    },
  }
}
