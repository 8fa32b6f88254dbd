// The headless host: the same core under plain Node, served to a browser on this computer or, with a password, to others.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError, isAppError, messageOf } from '#shared/errors.ts'
import { inEnglish, verbatim } from '#shared/messages/say.ts'
import { createApp } from '../app.ts'
import type { App } from '../app.ts'
import { adoptPassword, hasPassword } from '../domains/access/access.service.ts'
import { exitCodeOf, exitCodes } from '../exit-codes.ts'
import { findHostFiles } from '../host-files.ts'
import type { HostFiles } from '../host-files.ts'
import { chooseDataFolder } from '../kernel/data-folder.ts'
import { createFileSecrets } from '../kernel/secrets.ts'
import { createHostRule, isLoopback } from './host-rule.ts'
import { addressOf, listen } from './listening.ts'
import { readOptions } from './options.ts'
import type { HeadlessOptions } from './options.ts'
import { createServer } from './server.ts'
import { createSessions } from './sessions.ts'

const impatientMs = 1_000

function openInBrowser(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? 'xdg-open' : undefined
  if (!opener) return
  // The address is printed too, so a computer without a browser lacks nothing.
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}

async function openCore(options: HeadlessOptions, files: HostFiles): Promise<App> {
  const environment = process.env
  const data = chooseDataFolder(options.data, environment, options.isDemo)
  const secrets = createFileSecrets(join(data, 'secrets.json'))
  if (!isLoopback(options.host) && !environment.SILLON_PASSWORD && !(await hasPassword({ secrets }))) {
    throw new AppError('invalid-input', verbatim(`--host ${options.host} can be reached by others, so Sillon needs a password first: set SILLON_PASSWORD, or run "npm run -s sillon -- password".`))
  }
  if (!existsSync(join(files.renderer, 'index.html'))) throw new AppError('unavailable', verbatim('The pages are not built yet. Run: npm run build'))
  const locale = environment.LANG?.replace(/\..*$/, '').replace('_', '-') ?? 'en'
  const app = await createApp({ ...files, data, environment, isDemo: options.isDemo, secrets, host: { name: 'headless', locale, hasSystemKeyring: false } })
  await adoptPassword(app.context)
  return app
}

/** Ends the process cleanly when it is asked to. */
function endOnSignals(close: () => Promise<void>): void {
  let askedAt: number | undefined
  const end = (): void => {
    // Whoever asks again after a while does not want to wait; npm and the terminal ask twice at once.
    if (askedAt !== undefined && performance.now() - askedAt > impatientMs) process.exit(exitCodes.failed)
    if (askedAt !== undefined) return
    askedAt = performance.now()
    close().then(() => process.exit(exitCodes.done), fail)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}

async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const files = findHostFiles(import.meta.url)
  const app = await openCore(options, files)
  process.on('uncaughtException', (error) => {
    app.reportBug(error)
    fail(error)
  })
  // Nobody may be looking at a page.
  app.context.events.subscribe((event) => event.type === 'notice.raised' && event.level !== 'info' && console.error(inEnglish(event.told)))

  const sessions = createSessions(() => app.context.ids.token())
  const server = await createServer({ app, sessions, hosts: createHostRule(options.host, process.env.SILLON_ALLOWED_HOSTS), renderer: files.renderer })
  const close = async (): Promise<void> => {
    await server.close()
    await app.stop()
  }
  endOnSignals(close)
  const port = await listen(server, options).catch(async (error: unknown) => {
    await close()
    throw error
  })
  const url = `${addressOf(options.host, port)}/?token=${sessions.oneTimeToken}`
  console.log(`Sillon is at ${url}`)
  if (options.opensBrowser) openInBrowser(url)
  await app.start()
}

function fail(error: unknown): never {
  console.error(isAppError(error) ? error.message : error instanceof Error ? error.stack : messageOf(error))
  process.exit(exitCodeOf(error))
}

/** Runs the host until it is asked to end. What stands in the way of a start is said on one line. */
export async function serve(): Promise<void> {
  await start().catch(fail)
}
