// Opens Sillon: in Electron where its binary can be had, else the same app through the headless host in a browser.
import './node-version.ts'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfNeeded } from './build.ts'

const downloadTimeoutMs = 180_000

/** The Electron executable, downloading it once where the network allows; null with the reason when it cannot be had. */
function findElectron(): { path: string } | { reason: string } {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { reason: 'there is no display' }
  const installed = () => {
    const name = 'node_modules/electron/path.txt'
    const path = existsSync(name) ? join('node_modules/electron/dist', readFileSync(name, 'utf8')) : ''
    return path && existsSync(path) ? path : null
  }
  const present = installed()
  if (present) return { path: present }
  const { status } = spawnSync(process.execPath, ['-e', "require('electron')"], { timeout: downloadTimeoutMs, stdio: 'ignore' })
  const downloaded = status === 0 ? installed() : null
  return downloaded ? { path: downloaded } : { reason: 'its binary could not be downloaded' }
}

function run(command: string, args: string[]): void {
  const child = spawn(command, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}

if (!buildIfNeeded()) process.exit(1)
const args = process.argv.slice(2)
const electron = findElectron()
if ('path' in electron) {
  const isRoot = process.getuid?.() === 0
  run(electron.path, [...(isRoot ? ['--no-sandbox'] : []), '.', ...args])
} else {
  process.stderr.write(`Electron cannot run here (${electron.reason}): opening Sillon in the browser instead.\n`)
  run(process.execPath, ['dist/main/headless/headless.js', '--open', ...args])
}
