import { join } from 'node:path'
import { dialog, safeStorage } from 'electron'
import type { Secrets } from '../kernel/secrets.ts'
import { createAskingSecrets } from './asking-secrets.ts'
import { createEncryptedSecrets } from './encrypted-secrets.ts'
import type { HostTexts } from './texts.ts'

/** Where Chromium finds no keyring it disguises what it stores with a key anyone knows, and marks it so. */
const disguised = 'v10'

/** Looked at on Linux only; elsewhere there always is one, and asking for it could show a dialog before it is needed. */
async function hasKeyring(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false
  return (await safeStorage.encryptStringAsync('probe')).subarray(0, disguised.length).toString('latin1') !== disguised
}

/** Secrets in the keyring; on a Linux without one as the person answers when the first is to be stored. */
export async function openDesktopSecrets(dataFolder: string, texts: HostTexts): Promise<{ secrets: Secrets; hasSystemKeyring: boolean }> {
  if (await hasKeyring()) {
    const secrets = createEncryptedSecrets(join(dataFolder, 'secrets.encrypted.json'), {
      encrypt: (text) => safeStorage.encryptStringAsync(text),
      decrypt: async (encrypted) => {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(encrypted)
        return { text: result, isStale: shouldReEncrypt }
      },
    })
    return { secrets, hasSystemKeyring: true }
  }
  const mayKeep = async (): Promise<boolean> => {
    const { response } = await dialog.showMessageBox({ type: 'warning', message: texts.noKeyring, buttons: [texts.noKeyringForget, texts.noKeyringKeep], defaultId: 0, cancelId: 0 })
    return response === 1
  }
  return { secrets: createAskingSecrets(join(dataFolder, 'secrets.json'), mayKeep), hasSystemKeyring: false }
}
