// Development with hot reload: the pages through Vite, the headless host in the same process, restarted when its sources
// change. `--electron` builds main and preload on every change and restarts Electron instead.
import './node-version.ts'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import { createServer } from 'vite'
import { buildIfNeeded } from './build.ts'

const port = 5173
const hostPort = 4545
const settleMs = 200

async function servePages(target: string): Promise<void> {
  const server = await createServer({
    server: { port, strictPort: true, proxy: { '/rpc': { target, ws: true }, '/media': { target }, '/api': { target }, '/session': { target } } },
  })
  await server.listen()
}

function restartOnChange(start: () => ChildProcess): void {
  let child = start()
  let timer: NodeJS.Timeout | undefined
  const restart = () => {
    child.once('exit', () => {
      child = start()
    })
    child.kill('SIGTERM')
  }
  for (const folder of ['src/main', 'src/shared', 'migrations']) {
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(restart, settleMs)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
}

const args = process.argv.slice(2)
if (args.includes('--electron')) {
  restartOnChange(() => {
    if (!buildIfNeeded()) process.exit(1)
    return spawn(process.execPath, ['scripts/start.ts', ...args.filter((argument) => argument !== '--electron')], { stdio: 'inherit' })
  })
} else {
  // The host runs from source; its pages come from Vite, through which the printed address works with port 5173 as well.
  if (!buildIfNeeded()) process.exit(1)
  await servePages(`http://127.0.0.1:${hostPort}`)
  console.log(`Pages with hot reload are at http://localhost:${port}; sign in with the address printed next, its port changed to ${port}.`)
  restartOnChange(() => spawn(process.execPath, ['src/main/headless/headless.ts', '--port', String(hostPort), ...args], { stdio: 'inherit', env: { ...process.env, SILLON_ALLOWED_HOSTS: `localhost:${port}` } }))
}
