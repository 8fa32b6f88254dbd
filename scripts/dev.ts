// Development with hot reload: the pages through Vite, the headless host from source, restarted when its sources change.
// `--electron` builds everything on every change and restarts Electron instead.
import './node-version.ts'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import { createInterface } from 'node:readline'
import { createServer } from 'vite'
import type { ProxyOptions } from 'vite'
import { buildIfNeeded } from './built.ts'

const port = 5173
const hostPort = 4545
const settleMs = 200
const target = `http://127.0.0.1:${hostPort}`

/** The session of the running host, which the pages of Vite share: it is signed in by its printed address. */
let cookie = ''

/** Signs in by the address that the host prints first. */
async function followHost({ stdout }: ChildProcess): Promise<void> {
  if (!stdout) return
  for await (const line of createInterface({ input: stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (!address) {
      console.log(line)
      continue
    }
    const answer = await fetch(address, { redirect: 'manual' })
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    console.log(`Sillon is at http://localhost:${port}`)
  }
}

async function servePages(): Promise<void> {
  const withSession: ProxyOptions = {
    target,
    configure: (proxy) => {
      proxy.on('proxyReq', (request) => request.setHeader('cookie', cookie))
      proxy.on('proxyReqWs', (request) => request.setHeader('cookie', cookie))
    },
  }
  const server = await createServer({ server: { port, strictPort: true, proxy: { '/rpc': { ...withSession, ws: true }, '/media': withSession, '/api': { target } } } })
  await server.listen()
}

function restartOnChange(folders: readonly string[], start: () => ChildProcess): void {
  let child = start()
  let timer: NodeJS.Timeout | undefined
  const restart = () => {
    const startAgain = () => {
      child = start()
    }
    if (child.exitCode !== null || child.signalCode !== null) return startAgain()
    child.once('exit', startAgain)
    child.kill('SIGTERM')
  }
  for (const folder of folders) {
    watch(folder, { recursive: true }, (_event, name) => {
      if (name?.includes('.test.')) return
      clearTimeout(timer)
      timer = setTimeout(restart, settleMs)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      child.removeAllListeners('exit')
      child.kill(signal)
      process.exit(0)
    })
  }
}

const args = process.argv.slice(2)
if (!buildIfNeeded()) process.exit(1)
if (args.includes('--electron')) {
  restartOnChange(['src', 'migrations'], () => {
    buildIfNeeded()
    return spawn(process.execPath, ['scripts/start.ts', ...args.filter((argument) => argument !== '--electron')], { stdio: 'inherit' })
  })
} else {
  await servePages()
  restartOnChange(['src/main', 'src/shared', 'migrations'], () => {
    const host = spawn(process.execPath, ['src/main/headless/headless.ts', '--port', String(hostPort), ...args], { stdio: ['inherit', 'pipe', 'inherit'] })
    void followHost(host)
    return host
  })
}
