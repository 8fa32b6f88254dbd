import { join } from 'node:path'
import { app, dialog, globalShortcut, powerSaveBlocker, session, shell } from 'electron'
import type { BrowserWindow, Tray } from 'electron'
import type { RemoteCommand } from '#shared/contract/playback.contract.ts'
import { messageOf } from '#shared/errors.ts'
import { createApp } from '../app.ts'
import type { App } from '../app.ts'
import { chooseDataFolder } from '../kernel/data-folder.ts'
import { locateWorkers } from '../kernel/workers/worker-location.ts'
import { deepLinkScheme, findDeepLink, pageOfDeepLink } from './deep-links.ts'
import { guardPermissions } from './guards.ts'
import { chooseSecrets } from './choose-secrets.ts'
import { createTray, setMenu } from './menu.ts'
import type { HostActions } from './menu.ts'
import { acceptPorts } from './ports.ts'
import { registerSchemes, serveApp, serveMedia } from './protocols.ts'
import { hostTexts } from './texts.ts'
import { applyTheme, openWindow } from './window.ts'

/** The folder of the packed app: holds dist/, migrations/ and resources/. */
const appFolder = app.getAppPath()
const isDemo = process.argv.includes('--demo')
const dataOption = process.argv.find((argument) => argument.startsWith('--data='))?.slice('--data='.length)
const dataFolder = chooseDataFolder(dataOption, process.env, isDemo)

let core: App | undefined
let window: BrowserWindow | null = null
let tray: Tray | undefined
let isQuitting = false

function showWindow(page?: string): void {
  if (!window || window.isDestroyed()) {
    window = openWindow(
      { state: join(dataFolder, 'window.json'), preload: join(appFolder, 'dist/preload/index.cjs'), icon: join(appFolder, 'resources/icons/icon.png') },
      page ?? '/',
    )
    window.on('close', (event) => {
      if (isQuitting || !core?.settings().closesToTray) return
      event.preventDefault()
      window?.hide()
    })
    window.on('closed', () => {
      window = null
    })
    return
  }
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
  if (page) core?.context.events.publish({ type: 'navigation.requested', path: page })
}

function follow(link: string | null): void {
  const page = link === null ? null : pageOfDeepLink(link)
  showWindow(page ?? undefined)
}

function command(wanted: RemoteCommand): void {
  core?.command(wanted)
}

async function start(): Promise<void> {
  const started = await createApp({
    data: dataFolder,
    version: app.getVersion(),
    migrations: join(appFolder, 'migrations/library'),
    resources: join(appFolder, 'resources'),
    workers: locateWorkers(import.meta.url, 1),
    environment: process.env,
    isDemo,
    secrets: await chooseSecrets(dataFolder, hostTexts('system', app.getLocale())),
    host: {
      name: 'electron',
      locale: app.getLocale(),
      hasSystemKeyring: true,
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
  serveApp(join(appFolder, 'dist/renderer'))
  serveMedia(started.media)
  guardPermissions(session.defaultSession)
  acceptPorts(started, (paths) => started.music.addDroppedFolders(paths))

  const actions: HostActions = {
    navigate: (page) => showWindow(page),
    command,
    show: () => showWindow(),
    quit: () => app.quit(),
    dataFolder,
  }
  const texts = hostTexts(started.settings().language, app.getLocale())
  setMenu(texts, actions)
  tray = createTray(join(appFolder, 'resources/icons', process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'), texts, actions)
  registerMediaKeys()
  keepAwakeWhilePlaying(started)
  applyTheme(null, started.settings().theme)
  follow(findDeepLink(process.argv))
  started.context.events.subscribe((event) => {
    if (event.type === 'settings.changed') {
      applyTheme(window, event.settings.theme)
      setMenu(hostTexts(event.settings.language, app.getLocale()), actions)
    }
  })
  await started.start()
}

/** Media keys reach the page through its media session; these catch them where the system gives them to shortcuts only. */
function registerMediaKeys(): void {
  const keys: [string, RemoteCommand][] = [
    ['MediaPlayPause', { type: 'toggle' }],
    ['MediaNextTrack', { type: 'next' }],
    ['MediaPreviousTrack', { type: 'previous' }],
    ['MediaStop', { type: 'stop' }],
  ]
  if (process.platform !== 'linux') return
  for (const [key, wanted] of keys) globalShortcut.register(key, () => command(wanted))
}

function keepAwakeWhilePlaying(started: App): void {
  let blocker: number | undefined
  started.context.events.subscribe((event) => {
    if (event.type !== 'playback.changed') return
    const wantsAwake = event.state.status === 'playing' && started.settings().keepsAwake
    if (wantsAwake && blocker === undefined) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!wantsAwake && blocker !== undefined) {
      powerSaveBlocker.stop(blocker)
      blocker = undefined
    }
  })
}

registerSchemes()
if (!app.requestSingleInstanceLock()) {
  app.quit()
} else {
  app.setAsDefaultProtocolClient(deepLinkScheme)
  app.on('second-instance', (_event, args) => follow(findDeepLink(args)))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    follow(url)
  })
  app.on('activate', () => showWindow())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !core?.settings().closesToTray) app.quit()
  })
  app.on('before-quit', (event) => {
    if (isQuitting || !core) return
    event.preventDefault()
    isQuitting = true
    tray?.destroy()
    void core.stop().finally(() => app.quit())
  })
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox(hostTexts('system', app.getLocale()).cannotStart, messageOf(error))
      app.exit(1)
    })
}
