import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppContext } from '#main/context.ts'
import { libraryWarnings } from '#main/kernel/db/library-warnings.ts'
import type { SystemInfo } from '#shared/contract/system.contract.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { findFilePath } from './system.repo.ts'

export type SystemSources = {
  version: string
  isDemo: boolean
  /** The newest schema this Sillon knows. */
  latestVersion: number
  ffmpeg: { current: () => Promise<SystemInfo['ffmpeg']>; look: () => Promise<SystemInfo['ffmpeg']> }
  recentLines: (count: number) => string[]
}

export type SystemContext = Pick<AppContext, 'db' | 'paths' | 'host' | 'clock'>

function keyringWarnings({ host }: SystemContext): SystemInfo['warnings'] {
  if (host.name !== 'electron' || host.hasSystemKeyring) return []
  return [{ code: 'no-keyring', told: say`This system has no keyring, so tokens and passwords are kept in a file that only you can read, or not at all. Install GNOME Keyring or KWallet to keep them safer.` }]
}

export async function systemInfo(ctx: SystemContext, { version, isDemo, latestVersion, ffmpeg }: SystemSources): Promise<SystemInfo> {
  const { host, paths, clock } = ctx
  return {
    version,
    host: host.name,
    platform: process.platform,
    locale: host.locale,
    dataFolder: paths.data,
    isDemo,
    ffmpeg: await ffmpeg.current(),
    canPickFolder: host.pickFolder !== undefined,
    hasSystemKeyring: host.hasSystemKeyring,
    warnings: [...libraryWarnings(paths, latestVersion, clock.now()), ...keyringWarnings(ctx)],
  }
}

export async function pickFolder({ host }: SystemContext, title: string): Promise<{ path: string | null }> {
  if (!host.pickFolder) throw new AppError('unsupported', say`There is no folder dialog here. Choose the folder from the list.`)
  return { path: await host.pickFolder(title) }
}

export async function showFile({ db, host }: SystemContext, fileId: number): Promise<void> {
  if (!host.showFile) throw new AppError('unsupported', say`There is no file manager here: Sillon runs on another computer, or without a window.`)
  const parts = findFilePath(db, fileId)
  if (!parts) throw new AppError('not-found', say`That file is no longer in the library.`)
  if (!parts.every((part) => typeof part === 'string')) throw new AppError('unsupported', say`The name of this file is not text, so the file manager cannot be told to show it.`)
  const path = join(...parts)
  if (!existsSync(path)) throw new AppError('not-found', say`${path} is not there now. If it lies on a drive that is not connected, connect it and try again.`)
  await host.showFile(path)
}

export async function openExternal({ host }: SystemContext, url: string): Promise<void> {
  if (!host.openExternal) throw new AppError('unsupported', say`Sillon cannot open a browser here. Copy the address instead.`)
  await host.openExternal(url)
}
