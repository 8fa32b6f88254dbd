// The headless host: the same core under plain Node, served to a browser on this computer or, with a password, to others.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AppError, isAppError, messageOf } from '#shared/errors.ts'
import { createApp } from '../app.ts'
import type { App } from '../app.ts'
import { chooseDataFolder } from '../kernel/data-folder.ts'
import { createFileSecrets } from '../kernel/secrets.ts'
import { dataPaths } from '../kernel/paths.ts'
import { locateWorkers } from '../kernel/workers/worker-location.ts'
import { createAccess } from './access.ts'
import { createHostRule, isLoopback } from './guards.ts'
import { readOptions } from './options.ts'
import { addRestRoutes } from './rest-routes.ts'
import { createServer } from './server.ts'

const exitFailed = 1
const exitUsage = 2
const exitInUse = 3
const fromSource = import.meta.url.endsWith('.ts')
const projectFolder = fileURLToPath(new URL('../../../', import.meta.url))

/** Sources lie in src/main/headless, the build in dist/main/headless: both three folders below the project. */
function inProject(path: string): string {
  return `${projectFolder}${path}`
}

function openInBrowser(url: string): void {
  const command = { darwin: 'open', win32: 'explorer', linux: process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? 'xdg-open' : '' }[process.platform as 'darwin' | 'win32' | 'linux']
  if (!command) return
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}

async function main(): Promise<void> {
  const { environment } = { environment: process.env }
  // A password that is stored or given lets others in; which one is settled once the core is open.
  const wanted = readOptions(process.argv.slice(2), true)
  const data = chooseDataFolder(wanted.data, environment, wanted.isDemo)
  const rendererFolder = inProject('dist/renderer')
  if (!existsSync(rendererFolder)) throw new AppError('unavailable', 'The pages are not built yet. Run: npm run build')

  const app: App = await createApp({
    data,
    version: environment.npm_package_version ?? '0.0.0',
    migrations: inProject('migrations/library'),
    resources: inProject('resources'),
    workers: locateWorkers(import.meta.url, 1),
    environment,
    isDemo: wanted.isDemo,
    secrets: createFileSecrets(`${dataPaths(data).data}/secrets.json`),
    host: { name: 'headless', locale: environment.LANG?.replace(/\..*$/, '').replace('_', '-') ?? 'en', hasSystemKeyring: false },
  })
  const hasPassword = () => app.hasPassword()
  if (!isLoopback(wanted.host)) readOptions(process.argv.slice(2), await hasPassword())

  const access = createAccess(() => app.context.ids.token(), (password) => app.verifyPassword(password))
  const server = await createServer({
    app,
    access,
    hosts: createHostRule(wanted.host, environment.SILLON_ALLOWED_HOSTS),
    rendererFolder,
    hasPassword,
    addRoutes: (fastify) => addRestRoutes(fastify, app),
  })
  await server.listen({ port: wanted.port, host: wanted.host })
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : wanted.port
  const url = `http://${wanted.host.includes(':') ? `[${wanted.host}]` : wanted.host}:${port}/?token=${access.oneTimeToken}`
  console.log(`Sillon is at ${url}`)
  if (wanted.opensBrowser) openInBrowser(url)
  await app.start()

  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    await server.close()
    await app.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
}

main().catch((error: unknown) => {
  console.error(fromSource && !isAppError(error) && error instanceof Error ? error.stack : messageOf(error))
  process.exit(isAppError(error, 'data-folder-in-use') ? exitInUse : isAppError(error, 'invalid-input') ? exitUsage : exitFailed)
})
