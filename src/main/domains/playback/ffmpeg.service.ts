import type { AppContext } from '#main/context.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { findFfmpeg } from './media/find-ffmpeg.ts'
import type { Ffmpeg } from './media/find-ffmpeg.ts'

export type FfmpegLocator = {
  /** What was found last; looks again when the setting has changed. Null: there is none. */
  current: () => Promise<Ffmpeg | null>
  /** Looks again. */
  look: () => Promise<Ffmpeg | null>
}

/** One search serves everyone who asks meanwhile. */
export function createFfmpegLocator({ environment }: Pick<AppContext, 'environment'>, settings: () => Settings): FfmpegLocator {
  let search: { setting: string; result: Promise<Ffmpeg | null> } | undefined
  function look(): Promise<Ffmpeg | null> {
    const setting = settings().ffmpegPath
    search = { setting, result: findFfmpeg(setting, environment) }
    return search.result
  }
  return { look, current: () => (search && search.setting === settings().ffmpegPath ? search.result : look()) }
}
