import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { safeStorage } from 'electron'
import { AppError } from '#shared/errors.ts'
import type { Secrets } from '../kernel/secrets.ts'

/** False on a Linux without keyring, where Chromium would only disguise what it stores. */
export async function hasKeyring(): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
}

/** Secrets encrypted with a key of the operating system's keyring, in one file of base64 values. */
export function createKeychainSecrets(file: string): Secrets {
  function read(): Record<string, string> {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
      throw new AppError('permission', `The file of encrypted secrets could not be read (${file}). Nothing was changed.`, { cause: error })
    }
  }
  function write(values: Record<string, string>): void {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(values), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return {
    get: async (name) => {
      const value = read()[name]
      return value === undefined ? null : (await safeStorage.decryptStringAsync(Buffer.from(value, 'base64'))).result
    },
    set: async (name, value) => {
      const encrypted = await safeStorage.encryptStringAsync(value)
      write({ ...read(), [name]: encrypted.toString('base64') })
    },
    remove: async (name) => {
      const { [name]: _removed, ...rest } = read()
      write(rest)
    },
  }
}
