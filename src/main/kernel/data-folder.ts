import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the operating system keeps an application's data: XDG on Linux, Application Support, or roaming AppData. */
export function conventionalDataFolder(environment: Environment, platform: NodeJS.Platform = process.platform): string {
  const home = homedir()
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Sillon')
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Sillon')
  return join(environment.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'sillon')
}

/** `--data`, else `SILLON_DATA`, else the convention; the demo lives in a folder of its own beside it. */
export function chooseDataFolder(option: string | undefined, environment: Environment, isDemo: boolean): string {
  const chosen = option ?? environment.SILLON_DATA
  if (chosen) return isAbsolute(chosen) ? chosen : resolve(environment.INIT_CWD ?? process.cwd(), chosen)
  return `${conventionalDataFolder(environment)}${isDemo ? '-demo' : ''}`
}
