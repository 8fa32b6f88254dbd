export type Folder = { readonly id: number; readonly name: string; readonly directories: number; readonly files: number }

/** A line of the folder tree: where it stands among its siblings, and how deep. */
export type FolderRow = Folder & { readonly parentId: number | null; readonly level: number; readonly place: number; readonly of: number; readonly isOpen: boolean }

/** The lines to be drawn, top to bottom. What an open folder holds may still be on its way: it has no lines then. */
export function folderRows(inside: (id: number | null) => readonly Folder[] | undefined, open: ReadonlySet<number>): FolderRow[] {
  const rows: FolderRow[] = []
  function add(parentId: number | null, level: number): void {
    const folders = inside(parentId) ?? []
    for (const [at, folder] of folders.entries()) {
      const isOpen = folder.directories > 0 && open.has(folder.id)
      rows.push({ ...folder, parentId, level, place: at + 1, of: folders.length, isOpen })
      if (isOpen) add(folder.id, level + 1)
    }
  }
  add(null, 1)
  return rows
}

/** What a key does in the tree: the line it goes to, or the folder it opens or closes. Null for a key that means nothing here. */
export function treeStep(rows: readonly FolderRow[], active: number, key: string): { goTo: number } | { toggle: number } | null {
  const row = rows[active]
  const last = rows.length - 1
  if (key === 'ArrowDown') return { goTo: Math.min(last, active + 1) }
  if (key === 'ArrowUp') return { goTo: Math.max(0, active - 1) }
  if (key === 'Home') return { goTo: 0 }
  if (key === 'End') return { goTo: last }
  if (!row) return null
  if (key === 'ArrowRight' && row.directories > 0) return row.isOpen ? { goTo: Math.min(last, active + 1) } : { toggle: row.id }
  if (key === 'ArrowLeft' && row.isOpen) return { toggle: row.id }
  if (key === 'ArrowLeft' && row.parentId !== null) return { goTo: rows.findIndex((other) => other.id === row.parentId) }
  return null
}
