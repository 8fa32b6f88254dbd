import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { BrowserWindowConstructorOptions, TitleBarOverlay } from 'electron'
import { messageOf } from '#shared/errors.ts'
import type { Log } from '../kernel/log.ts'
import { guardNavigation } from './guards.ts'
import { appOrigin } from './own-pages.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

/** Height of the top bar, which the system's window buttons lie over; the design's `--top-h`. */
const overlayHeight = 48
/** Ground and text of the two themes; the design's `--ground` and `--text-2`. */
const overlayColours = { dark: { color: '#0f0c0a', symbolColor: '#bfb2a6' }, light: { color: '#f0e8db', symbolColor: '#514538' } }
const stateDelayMs = 500

function overlay(): TitleBarOverlay {
  return { ...(nativeTheme.shouldUseDarkColors ? overlayColours.dark : overlayColours.light), height: overlayHeight }
}

/** Files the window needs: where its place is kept, the preload script, the icon. */
export type WindowFiles = { state: string; preload: string; icon: string }

function rememberPlace(window: BrowserWindow, file: string, log: Log): void {
  let timer: NodeJS.Timeout | undefined
  const write = () => {
    clearTimeout(timer)
    try {
      writeWindowState(file, { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() })
    } catch (error) {
      log.warn('the place of the window could not be kept', { error: messageOf(error) })
    }
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(write, stateDelayMs)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('close', write)
  window.on('closed', () => clearTimeout(timer))
}

/** Opens the one window on a page of the app; shown once it has painted. A page that crashed is loaded again. */
export function openWindow(files: WindowFiles, page: string, log: Log): BrowserWindow {
  const { bounds, isMaximised } = readWindowState(files.state, screen.getAllDisplays().map(({ workArea }) => workArea))
  const frame: BrowserWindowConstructorOptions =
    process.platform === 'darwin' ? { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 16, y: 17 }, titleBarOverlay: { height: overlayHeight } } : { titleBarStyle: 'hidden', titleBarOverlay: overlay() }
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...bounds,
    ...frame,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: overlay().color ?? '',
    icon: files.icon,
    webPreferences: { preload: files.preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, spellcheck: false, autoplayPolicy: 'no-user-gesture-required', backgroundThrottling: false },
  })
  guardNavigation(window.webContents)
  rememberPlace(window, files.state, log)
  if (isMaximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('the page crashed', { reason, exitCode })
    if (reason === 'crashed' || reason === 'oom' || reason === 'abnormal-exit') window.webContents.reload()
  })
  void window.loadURL(`${appOrigin}${page}`)
  return window
}

/** Follows the theme of the settings; `system` follows the operating system. */
export function applyTheme(theme: 'system' | 'walnut' | 'paper'): void {
  nativeTheme.themeSource = theme === 'system' ? 'system' : theme === 'walnut' ? 'dark' : 'light'
}

/** Keeps the colours of the title bar's buttons those of the theme; macOS has its own. */
export function followTheme(window: () => BrowserWindow | null): void {
  if (process.platform === 'darwin') return
  nativeTheme.on('updated', () => window()?.setTitleBarOverlay(overlay()))
}
