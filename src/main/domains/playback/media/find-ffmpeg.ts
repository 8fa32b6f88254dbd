import { execFile } from 'node:child_process'
import { basename, delimiter, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'

export type Ffmpeg = { readonly path: string; readonly version: string }

const run = promisify(execFile)
const patienceMs = 5000

async function tryFfmpeg(path: string): Promise<Ffmpeg | undefined> {
  try {
    const { stdout } = await run(path, ['-version'], { timeout: patienceMs, windowsHide: true })
    const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1]
    return version === undefined ? undefined : { path, version }
  } catch {
    // Not there, not allowed or not ffmpeg: the next place may have it.
    return undefined
  }
}

/** What a person sets comes over the wire, so it may only ever start something that is called ffmpeg. */
function isNamedFfmpeg(path: string): boolean {
  return isAbsolute(path) && /^ffmpeg[\w.-]*$/i.test(basename(path))
}

/** The first that answers: the setting, `SILLON_FFMPEG`, the PATH. */
export async function findFfmpeg(setting: string, environment: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform = process.platform): Promise<Ffmpeg | null> {
  const name = platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  const places = [...(isNamedFfmpeg(setting) ? [setting] : []), ...(environment.SILLON_FFMPEG ? [environment.SILLON_FFMPEG] : []), ...folders.map((folder) => join(folder, name))]
  for (const place of places) {
    const found = await tryFfmpeg(place)
    if (found) return found
  }
  return null
}
