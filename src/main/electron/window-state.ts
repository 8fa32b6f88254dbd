import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { screen } from 'electron'
import type { BrowserWindow, Rectangle } from 'electron'

/** Where the window was and how. */
export type WindowState = { bounds: Rectangle | undefined; isMaximised: boolean }

const defaults: WindowState = { bounds: undefined, isMaximised: false }

function isVisible(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => bounds.x < workArea.x + workArea.width - 80 && bounds.x + bounds.width > workArea.x + 80 && bounds.y >= workArea.y - 10 && bounds.y < workArea.y + workArea.height - 40)
}

/** The remembered place, unless no display shows it any more. */
export function readWindowState(file: string): WindowState {
  try {
    const { bounds, isMaximised } = JSON.parse(readFileSync(file, 'utf8')) as WindowState
    return { bounds: bounds && isVisible(bounds) ? bounds : undefined, isMaximised: isMaximised === true }
  } catch {
    // No file yet, or a damaged one: the window opens in its default place.
    return defaults
  }
}

/** Writes the place whenever it changed and once more on closing. */
export function rememberWindowState(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined
  const write = () => {
    clearTimeout(timer)
    const state: WindowState = { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() }
    writeFileSync(`${file}.new`, JSON.stringify(state))
    renameSync(`${file}.new`, file)
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(write, 500)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('close', write)
}
