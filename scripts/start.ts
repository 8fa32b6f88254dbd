// Opens Sillon: in Electron where its binary can be had, else the same app through the headless host in a browser.
import './node-version.ts'
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfNeeded } from './built.ts'
import { canRun, downloadElectron, findElectron, sandboxArguments } from './electron-binary.ts'
import { refuseOptionsTakenByNpm } from './own-options.ts'

/** The executable, or why there is none. */
function getElectron(): { path: string } | { reason: string } {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { reason: 'there is no display' }
  const path = findElectron() ?? downloadElectron()
  if (path === null) return { reason: 'its binary could not be downloaded' }
  return canRun(path) ? { path } : { reason: 'libraries that it needs are not installed' }
}

refuseOptionsTakenByNpm('start', ['data', 'demo', 'port', 'host'])
if (!buildIfNeeded()) process.exit(1)
const electron = getElectron()
if ('path' in electron) {
  const child = spawn(electron.path, [...sandboxArguments(), '.', ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
} else {
  process.stderr.write(`Electron cannot run here (${electron.reason}): opening Sillon in the browser instead.\n`)
  process.argv.push('--open')
  await import(pathToFileURL(resolve('dist/main/headless/headless.js')).href)
}
