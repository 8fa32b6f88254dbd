import { existsSync } from 'node:fs'
import { createFileSecrets, createMemorySecrets } from '../kernel/secrets.ts'
import type { Secrets } from '../kernel/secrets.ts'

/**
 * Secrets where there is no keyring: in a file only the user can read if the person agreed to that once, else in memory
 * until Sillon is quit. `mayKeep` asks; it is called when the first secret is to be stored, never before.
 */
export function createAskingSecrets(file: string, mayKeep: () => Promise<boolean>): Secrets {
  const stored = createFileSecrets(file)
  const memory = createMemorySecrets()
  let asked: Promise<boolean> | undefined
  const isKept = (): boolean => existsSync(file)
  return {
    get: async (name) => (await memory.get(name)) ?? (isKept() ? stored.get(name) : null),
    set: async (name, value) => {
      if (isKept() || (await (asked ??= mayKeep()))) return stored.set(name, value)
      return memory.set(name, value)
    },
    remove: async (name) => {
      await memory.remove(name)
      if (isKept()) await stored.remove(name)
    },
  }
}
