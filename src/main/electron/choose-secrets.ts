import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dialog } from 'electron'
import { createFileSecrets, createMemorySecrets } from '../kernel/secrets.ts'
import type { Secrets } from '../kernel/secrets.ts'
import { createKeychainSecrets, hasKeyring } from './keychain-secrets.ts'
import type { hostTexts } from './texts.ts'

/**
 * The keyring where there is one. On a Linux without, says so and asks once: a file only the user can read, or memory.
 */
export async function chooseSecrets(dataFolder: string, texts: ReturnType<typeof hostTexts>): Promise<Secrets> {
  if (await hasKeyring()) return createKeychainSecrets(join(dataFolder, 'secrets.encrypted.json'))
  const file = join(dataFolder, 'secrets.json')
  if (existsSync(file)) return createFileSecrets(file)
  const { response } = await dialog.showMessageBox({ type: 'warning', message: texts.noKeyring, buttons: [texts.noKeyringForget, texts.noKeyringKeep], defaultId: 0, cancelId: 0 })
  return response === 1 ? createFileSecrets(file) : createMemorySecrets()
}
