import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'node_modules/electron'
const downloadTimeoutMs = 600_000

/** The Electron executable that is installed; null when it was never downloaded. */
export function findElectron(): string | null {
  const pathFile = join(folder, 'path.txt')
  const path = existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8')) : null
  return path !== null && existsSync(path) ? path : null
}

/** Downloads Electron where the network allows it. */
export function downloadElectron(): string | null {
  process.stderr.write('Downloading Electron, once…\n')
  spawnSync(process.execPath, ['-e', "require('electron')"], { timeout: downloadTimeoutMs, stdio: 'ignore' })
  return findElectron()
}

/** Whether it starts here at all: the libraries it needs may not be installed. */
export function canRun(path: string): boolean {
  return spawnSync(path, ['--no-sandbox', '--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0
}

/** Electron refuses to run sandboxed as root, and where the system lets no ordinary program make a sandbox. */
export function sandboxArguments(): string[] {
  const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'
  const isRoot = process.getuid?.() === 0
  const isRestricted = existsSync(restriction) && readFileSync(restriction, 'utf8').trim() === '1'
  return isRoot || isRestricted ? ['--no-sandbox'] : []
}
