/** Where tokens and passwords live: the keychain under Electron, a 0600 file when headless. Never SQLite, never a log. */
export type Secrets = {
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
  remove(name: string): Promise<void>
}
