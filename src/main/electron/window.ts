import { BrowserWindow, nativeTheme } from 'electron'
import { guardNavigation, appOrigin } from './guards.ts'
import { readWindowState, rememberWindowState } from './window-state.ts'

/** Height of the top bar, which the system's window buttons lie over; the design's `--top-h`. */
const overlayHeight = 48
/** Ground and text of the two themes; the design's `--ground` and `--text-2`. */
const overlayColours = { dark: { color: '#0f0c0a', symbolColor: '#bfb2a6' }, light: { color: '#f0e8db', symbolColor: '#514538' } }

function currentColours(): { color: string; symbolColor: string } {
  return nativeTheme.shouldUseDarkColors ? overlayColours.dark : overlayColours.light
}

/** Files the window needs: where its place is kept, the preload script, the icon. */
export type WindowFiles = { state: string; preload: string; icon: string }

/** Opens the one window on a page of the app; shown once it has painted. */
export function openWindow(files: WindowFiles, page: string): BrowserWindow {
  const { bounds, isMaximised } = readWindowState(files.state)
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: currentColours().color,
    titleBarStyle: process.platform === 'darwin' ? 'hiddenInset' : 'hidden',
    trafficLightPosition: { x: 16, y: 17 },
    ...(process.platform !== 'darwin' && { titleBarOverlay: { ...currentColours(), height: overlayHeight } }),
    icon: files.icon,
    webPreferences: { preload: files.preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, spellcheck: false, autoplayPolicy: 'no-user-gesture-required', backgroundThrottling: false },
  })
  guardNavigation(window.webContents)
  rememberWindowState(window, files.state)
  if (isMaximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${appOrigin}${page}`)
  return window
}

/** Follows the theme with the colours of the title bar's buttons. `system` follows the operating system. */
export function applyTheme(window: BrowserWindow | null, theme: 'system' | 'walnut' | 'paper'): void {
  nativeTheme.themeSource = theme === 'system' ? 'system' : theme === 'walnut' ? 'dark' : 'light'
  if (window && process.platform !== 'darwin') window.setTitleBarOverlay({ ...currentColours(), height: overlayHeight })
}
