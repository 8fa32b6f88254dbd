import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { writeFileAtomically } from './atomic-file.ts'
import { codeOf, translatingErrors } from './db/sqlite-errors.ts'

/** Where tokens and passwords live: the keychain under Electron, a 0600 file when headless. Never SQLite, never a log. */
export type Secrets = {
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
  remove(name: string): Promise<void>
}

/** Secrets that are gone when the process ends; where nothing else is safe, and for tests. */
export function createMemorySecrets(initial: Readonly<Record<string, string>> = {}): Secrets {
  const values = new Map(Object.entries(initial))
  return {
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => void values.set(name, value),
    remove: async (name) => void values.delete(name),
  }
}

const fileSchema = z.record(z.string(), z.string())
const othersBits = 0o077

/** Whoever may read the file besides its owner may read the secrets: that is refused, with the command that mends it. */
function assertPrivate(file: string): void {
  if (process.platform === 'win32') return
  const { mode, uid } = statSync(file)
  const isForeign = process.getuid !== undefined && process.getuid() !== 0 && uid !== process.getuid()
  if ((mode & othersBits) === 0 && !isForeign) return
  throw new AppError('permission', say`Other users of this computer can read ${file}, where tokens and passwords are kept. Nothing was read. Run: chmod 600 '${file}' as its owner, and change the passwords that were in it.`, { data: { file } })
}

/**
 * Secrets in a JSON file of mode 0600, written whole. A file that others may read is refused with `permission`; one that
 * cannot be understood is refused too, and kept.
 */
export function createFileSecrets(file: string): Secrets {
  function read(): Record<string, string> {
    try {
      assertPrivate(file)
      return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return {}
      if (error instanceof SyntaxError || error instanceof z.ZodError) {
        // The cause would quote the file's content.
        throw new AppError('conflict', say`${file} could not be understood, so the tokens and passwords in it are out of reach. It is kept as it is: mend it, or move it away and sign in again.`, { data: { file } })
      }
      throw error
    }
  }

  function change(edit: (values: Record<string, string>) => Record<string, string>): void {
    translatingErrors(file, () => {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      writeFileAtomically(file, `${JSON.stringify(edit(read()), undefined, 2)}\n`)
    })
  }

  return {
    get: async (name) => translatingErrors(file, read)[name] ?? null,
    set: async (name, value) => change((values) => ({ ...values, [name]: value })),
    remove: async (name) => change(({ [name]: _removed, ...rest }) => rest),
  }
}
