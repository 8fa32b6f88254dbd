import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeFileAtomically } from '../atomic-file.ts'
import type { Paths } from '../paths.ts'

const stateSchema = z.object({
  /** True between opening and closing: found true at a start, the last run ended without closing. */
  isOpen: z.boolean().default(false),
  /** When the whole file was last found sound, UTC ms. */
  checkedAt: z.number().nullable().default(null),
  /** A check found damage while the library was in use; looked at before it is opened again. */
  isSuspect: z.boolean().default(false),
  /** The name under which a damaged library is being put aside; set until all of its files have moved. */
  movingTo: z.string().nullable().default(null),
  /** The last damaged library, until a backup is restored or a person dismisses it. */
  setAside: z.object({ file: z.string(), at: z.number() }).nullable().default(null),
  /** Where backups go besides the data folder; kept here because the setting lies inside the library. */
  backupFolder: z.string().nullable().default(null),
})

/** What has to be known about the library before it can be opened; lies beside it in `library.state.json`. */
export type LibraryState = z.infer<typeof stateSchema>

function stateFile(paths: Paths): string {
  return join(paths.data, 'library.state.json')
}

/** Reads the state. Missing or unreadable counts as an unclean stop, so that the library is looked at. */
export function readLibraryState(paths: Paths): LibraryState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(stateFile(paths), 'utf8')))
  } catch {
    return stateSchema.parse({ isOpen: true })
  }
}

/** Changes some of the state, durably. */
export function updateLibraryState(paths: Paths, change: Partial<LibraryState>): LibraryState {
  const state = { ...readLibraryState(paths), ...change }
  writeFileAtomically(stateFile(paths), `${JSON.stringify(state, undefined, 2)}\n`)
  return state
}

/** The folders backups may lie in: the chosen one first, the data folder's own always. */
export function backupFolders(paths: Paths): string[] {
  const { backupFolder } = readLibraryState(paths)
  return backupFolder === null ? [paths.backups] : [backupFolder, paths.backups]
}
