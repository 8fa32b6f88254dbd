import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { writeFileAtomically } from '../kernel/atomic-file.ts'
import type { Secrets } from '../kernel/secrets.ts'

/** Encrypts with a key of the operating system's. `isStale`: the key was changed, and the value should be encrypted anew. */
export type Cipher = {
  encrypt(text: string): Promise<Uint8Array>
  decrypt(encrypted: Buffer): Promise<{ text: string; isStale: boolean }>
}

const fileSchema = z.record(z.string(), z.base64())

/** Secrets in one file of mode 0600, each value encrypted. A file that cannot be understood is refused, and kept. */
export function createEncryptedSecrets(file: string, cipher: Cipher): Secrets {
  function read(): Record<string, string> {
    if (!existsSync(file)) return {}
    try {
      return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      throw new AppError('conflict', say`${file} could not be understood, so the tokens and passwords in it are out of reach. It is kept as it is: move it away and sign in again.`, { data: { file } })
    }
  }
  function write(values: Record<string, string>): void {
    writeFileAtomically(file, `${JSON.stringify(values, undefined, 2)}\n`)
  }
  const set = async (name: string, text: string): Promise<void> => {
    const value = Buffer.from(await cipher.encrypt(text)).toString('base64')
    write({ ...read(), [name]: value })
  }
  return {
    set,
    get: async (name) => {
      const value = read()[name]
      if (value === undefined) return null
      const { text, isStale } = await cipher.decrypt(Buffer.from(value, 'base64'))
      if (isStale) await set(name, text)
      return text
    },
    remove: async (name) => {
      const { [name]: _removed, ...rest } = read()
      write(rest)
    },
  }
}
