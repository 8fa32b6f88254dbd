// The desktop host: one window over the core, with a menu, a tray icon, deep links and the system's keyring. Media keys
// and the system's playback controls reach the page itself, through its media session.
import { join } from 'node:path'
import { app, dialog, powerSaveBlocker, session, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import { toldOf } from '#shared/errors.ts'
import { tell } from '#shared/messages/tell.ts'
import { createApp } from '../app.ts'
import type { App } from '../app.ts'
import { exitCodeOf, exitCodes } from '../exit-codes.ts'
import { findHostFiles } from '../host-files.ts'
import { chooseDataFolder } from '../kernel/data-folder.ts'
import { deepLinkScheme, findDeepLink, pageOfDeepLink } from './deep-links.ts'
import { openDesktopSecrets } from './desktop-secrets.ts'
import { guardPermissions } from './guards.ts'
import { readLaunchOptions } from './launch-options.ts'
import { createMenus } from './menu.ts'
import type { HostActions } from './menu-templates.ts'
import { acceptPorts } from './ports.ts'
import { registerSchemes, serveApp, serveMedia } from './protocols.ts'
import { hostLanguage, hostTexts } from './texts.ts'
import { applyTheme, followTheme, openWindow } from './window.ts'

const files = findHostFiles(import.meta.url)
const icons = join(files.resources, 'icons')
const options = readLaunchOptions(process.argv.slice(1))
const dataFolder = chooseDataFolder(options.data, process.env, options.isDemo)

let core: App | undefined
let window: BrowserWindow | null = null
let isQuitting = false
/** A page asked for before there was anything to show it in. */
let wantedPage: string | undefined

/** On macOS an app outlives its window; elsewhere only if the person wants that. Music goes on playing either way. */
function outlivesWindow(): boolean {
  return process.platform === 'darwin' || (core?.settings().closesToTray ?? false)
}

function showWindow(page?: string): void {
  if (!core) {
    wantedPage = page ?? wantedPage
    return
  }
  if (!window) {
    const opened = openWindow({ state: join(dataFolder, 'window.json'), preload: files.preload, icon: join(icons, 'icon.png') }, page ?? '/', core.context.log)
    opened.on('close', (event) => {
      if (isQuitting || !outlivesWindow()) return
      event.preventDefault()
      opened.hide()
    })
    opened.on('closed', () => {
      window = null
    })
    window = opened
    return
  }
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
  if (page) core.context.events.publish({ type: 'navigation.requested', path: page })
}

function follow(link: string | null): void {
  showWindow((link === null ? null : pageOfDeepLink(link)) ?? undefined)
}

function keepAwakeWhilePlaying({ context, settings }: App): void {
  let blocker: number | undefined
  context.events.subscribe((event) => {
    if (event.type !== 'playback.changed') return
    const wantsAwake = event.state.status === 'playing' && settings().keepsAwake
    if (wantsAwake) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker)
      blocker = undefined
    }
  })
}

function showMenus({ context, settings, command }: App): void {
  const actions: HostActions = { navigate: showWindow, command, show: () => showWindow(), quit: () => app.quit(), showDataFolder: () => void shell.openPath(dataFolder) }
  const menus = createMenus(join(icons, process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'), actions)
  menus.setTexts(hostTexts(settings().language, app.getLocale()))
  context.events.subscribe((event) => {
    if (event.type !== 'settings.changed') return
    applyTheme(event.settings.theme)
    menus.setTexts(hostTexts(event.settings.language, app.getLocale()))
  })
  app.on('before-quit', () => menus.close())
}

async function start(): Promise<void> {
  const { secrets, hasSystemKeyring } = await openDesktopSecrets(dataFolder, hostTexts('system', app.getLocale()))
  const started = await createApp({
    ...files,
    data: dataFolder,
    environment: process.env,
    isDemo: options.isDemo,
    secrets,
    host: {
      name: 'electron',
      locale: app.getLocale(),
      hasSystemKeyring,
      pickFolder: async (title) => (await dialog.showOpenDialog({ title, properties: ['openDirectory', 'createDirectory'] })).filePaths[0] ?? null,
      showFile: async (path) => shell.showItemInFolder(path),
      openExternal: (url) => shell.openExternal(url),
      restart: async () => {
        app.relaunch()
        app.quit()
      },
    },
  })
  core = started
  serveApp(files.renderer)
  serveMedia(started.media)
  guardPermissions(session.defaultSession)
  acceptPorts(started)
  applyTheme(started.settings().theme)
  followTheme(() => window)
  showMenus(started)
  keepAwakeWhilePlaying(started)
  showWindow(wantedPage ?? pageOfDeepLink(findDeepLink(process.argv) ?? '') ?? undefined)
  await started.start()
}

function fail(error: unknown): void {
  core?.reportBug(error)
  dialog.showErrorBox(hostTexts('system', app.getLocale()).cannotStart, tell(toldOf(error), hostLanguage('system', app.getLocale())))
  app.exit(exitCodeOf(error))
}

/** The windows are closed by then, and have told what they had to. */
function stopBeforeQuitting(): void {
  app.on('will-quit', (event) => {
    if (!core) return
    event.preventDefault()
    const stopping = core
    core = undefined
    void stopping.stop().then(
      () => app.exit(exitCodes.done),
      () => app.exit(exitCodes.failed),
    )
  })
}

registerSchemes()
// Chromium's own files lie in the data folder too; one running Sillon for each.
app.setPath('userData', join(dataFolder, 'chromium'))
if (!app.requestSingleInstanceLock()) {
  app.quit()
} else {
  if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme)
  app.on('second-instance', (_event, args) => follow(findDeepLink(args)))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    follow(url)
  })
  app.on('activate', () => showWindow())
  app.on('window-all-closed', () => {
    if (!outlivesWindow()) app.quit()
  })
  app.on('before-quit', () => {
    isQuitting = true
  })
  stopBeforeQuitting()
  process.on('uncaughtException', fail)
  app.whenReady().then(start).catch(fail)
}
