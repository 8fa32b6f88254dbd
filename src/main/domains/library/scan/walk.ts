// Looks through a folder in path order: names and, for what may be music, size and time. Never opens a file. It runs
// synchronously, which is several times faster than promises, so it belongs in a worker; it yields after every directory.
import { readdirSync, realpathSync, statSync } from 'node:fs'
import type { Dirent, Stats } from 'node:fs'
import { codeOf } from '#main/kernel/db/sqlite-errors.ts'
import { isDiscFolder } from '../identity/title.rules.ts'
import { isSystemFolder, kindOfName } from './audio-names.ts'
import { joinRaw, systemPath } from './disk-name.ts'
import { say } from '#shared/messages/say.ts'
import type { Told } from '#shared/messages/say.ts'
import { messageOf } from '#shared/errors.ts'

/** A file as the file system tells of it. Names and paths are latin1 bytes, see disk-name.ts. */
export type FoundFile = { name: string; size: number; mtimeUs: number; problem: WalkProblem | null }

export type WalkProblem = { reason: 'permission' | 'unreadable'; told: Told }

export type Listing = {
  /** Relative to the root; '' is the root. */
  path: string
  /** Audio files by name. */
  files: FoundFile[]
  /** Pictures and lyrics with size and time, one line each; null where there are none. */
  sidecars: string | null
  hasLyrics: boolean
  /** Names of the directories in it, whether or not they are looked into. */
  directories: string[]
  /** How many of them are discs of the album this one is, and are looked into next. */
  discs: number
  /** Why the directory could not be read; then it has no files. */
  problem: WalkProblem | null
}

/** Directories by themselves, with those below that `isKnown` does not know, and directories with all that is below. */
export type WalkPart = { directories: readonly string[]; trees: readonly string[] }

export type WalkOptions = {
  /** Absolute, latin1. */
  root: string
  /** Real paths of all library folders, latin1: what links lead to in them is not looked at twice. */
  libraryRoots: readonly string[]
  /** Only these; everything unless given. */
  only?: WalkPart
  isKnown?: (path: string) => boolean
}

type Frame = { path: string; isOutside: boolean; ancestors: readonly string[] }

const noEntry = { throwIfNoEntry: false } as const
const listOptions = { withFileTypes: true, encoding: 'latin1' } as const

/** A list that cannot be read at the root is told like any other; whoever asks decides what that means. */
export function* walk(options: WalkOptions): Generator<Listing, void, void> {
  const { root, only, isKnown = () => false } = options
  const links = createLinkJudge(options)
  const starts = startsOf(only)
  const named = new Set(starts.map(({ path }) => path))
  for (const { path: start, isWhole } of starts) {
    const pending: Frame[] = [{ path: start, isOutside: false, ancestors: [] }]
    for (let frame = pending.pop(); frame; frame = pending.pop()) {
      const { listing, below } = list(root, frame, links)
      const wanted = isWhole ? below : below.filter(({ path }) => !named.has(path) && !isKnown(path))
      listing.discs = wanted.filter(({ path }) => isDiscFolder(path.slice(path.lastIndexOf('/') + 1))).length
      yield listing
      for (let index = wanted.length - 1; index >= 0; index--) pending.push(wanted[index] as Frame)
    }
  }
}

/** Nothing twice: what lies in a tree is looked at with it, and what is named itself is not looked at from above. */
function startsOf(only: WalkPart | undefined): { path: string; isWhole: boolean }[] {
  if (!only) return [{ path: '', isWhole: true }]
  const trees = [...new Set(only.trees)].sort()
  const isIn = (path: string, tree: string): boolean => path === tree || tree === '' || path.startsWith(`${tree}/`)
  const tops = trees.filter((path, index) => !trees.some((tree, other) => other !== index && isIn(path, tree)))
  const single = [...new Set(only.directories)].filter((path) => !tops.some((tree) => isIn(path, tree)))
  return [...tops.map((path) => ({ path, isWhole: true })), ...single.map((path) => ({ path, isWhole: false }))].sort((one, other) => (one.path < other.path ? -1 : 1))
}

function list(root: string, frame: Frame, links: LinkJudge): { listing: Listing; below: Frame[] } {
  const listing: Listing = { path: frame.path, files: [], sidecars: null, hasLyrics: false, directories: [], discs: 0, problem: null }
  const below: Frame[] = []
  const absolute = joinRaw(root, frame.path)
  let entries: Dirent[]
  try {
    entries = readdirSync(systemPath(absolute), listOptions)
  } catch (error) {
    // Gone since it was named, which leaves it empty; the folder itself is another matter.
    const isGone = frame.path !== '' && (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR')
    if (!isGone) listing.problem = problemOf(error, true)
    return { listing, below }
  }
  entries.sort((one, other) => (one.name < other.name ? -1 : 1))
  let sidecars = ''
  for (const entry of entries) {
    const { name } = entry
    let isDirectory = entry.isDirectory()
    const isLink = !isDirectory && entry.isSymbolicLink()
    const kind = isDirectory ? null : kindOfName(name)
    if (!isDirectory && !isLink && kind === null) continue
    const path = joinRaw(absolute, name)
    let ancestors: readonly string[] = []
    let isOutside = frame.isOutside
    if (isLink) {
      const target = links.judge(path, frame.ancestors)
      if (target === 'skip') continue
      if (target !== 'file') {
        isDirectory = true
        isOutside = true
        ancestors = target
      }
    }
    if (isDirectory) {
      if (isSystemFolder(name)) continue
      if (isOutside && !isLink) {
        const own = links.enter(path, frame.ancestors)
        if (own === 'skip') continue
        ancestors = own
      }
      listing.directories.push(name)
      below.push({ path: joinRaw(frame.path, name), isOutside, ancestors })
    } else if (kind === 'audio') {
      const file = stat(path, name, isLink)
      if (file) listing.files.push(file)
    } else if (kind !== null) {
      const beside = stat(path, name, isLink)
      if (!beside || beside.problem) continue
      if (kind === 'lyrics') listing.hasLyrics = true
      sidecars += `${name}|${beside.size}|${beside.mtimeUs}\n`
    }
  }
  if (sidecars !== '') listing.sidecars = sidecars
  return { listing, below }
}

function stat(path: string, name: string, isLink: boolean): FoundFile | undefined {
  let stats: Stats | undefined
  try {
    stats = statSync(systemPath(path), noEntry)
  } catch (error) {
    return { name, size: 0, mtimeUs: 0, problem: problemOf(error, false) }
  }
  // Gone since it was listed; a link that leads nowhere is still there.
  if (!stats) return isLink ? { name, size: 0, mtimeUs: 0, problem: { reason: 'unreadable', told: say`This link leads to a file that is not there.` } } : undefined
  if (!stats.isFile()) return undefined
  return { name, size: stats.size, mtimeUs: Math.round(stats.mtimeMs * 1000), problem: null }
}

function problemOf(error: unknown, isDirectory: boolean): WalkProblem {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') return { reason: 'permission', told: isDirectory ? say`Sillon is not allowed to look into this folder.` : say`Sillon is not allowed to read this file.` }
  if (code === 'ELOOP') return { reason: 'unreadable', told: say`This link points back to itself.` }
  const reported = code ?? messageOf(error)
  return { reason: 'unreadable', told: isDirectory ? say`The system could not read this folder (${reported}).` : say`The system could not read this file (${reported}).` }
}

type LinkJudge = {
  /** A directory that a link leads to gives the identities of it and what is above it; `skip` = not to be followed. */
  judge(path: string, ancestors: readonly string[]): 'skip' | 'file' | readonly string[]
  /** The same for a directory below such a link. */
  enter(path: string, ancestors: readonly string[]): 'skip' | readonly string[]
}

/**
 * Links are followed where they lead out of the library, once each. What lies in the library is found there by itself, and
 * a link to a folder around the library, or above itself, would never end.
 */
function createLinkJudge({ root, libraryRoots }: WalkOptions): LinkJudge {
  const seen = new Set<string>()
  const roots = [...new Set([...libraryRoots, realRaw(root) ?? root])]
  const isInLibrary = (target: string): boolean => roots.some((each) => target === each || target.startsWith(each.endsWith('/') ? each : `${each}/`))
  const isAroundLibrary = (target: string): boolean => roots.some((each) => each.startsWith(target.endsWith('/') ? target : `${target}/`))

  function enter(path: string, ancestors: readonly string[]): 'skip' | readonly string[] {
    let stats: Stats | undefined
    try {
      stats = statSync(systemPath(path), noEntry)
    } catch {
      // Listing it will tell what is wrong.
      return ancestors
    }
    if (!stats) return 'skip'
    const identity = `${stats.dev}:${stats.ino}`
    if (seen.has(identity) || ancestors.includes(identity)) return 'skip'
    seen.add(identity)
    return [...ancestors, identity]
  }

  return {
    enter,
    judge: (path, ancestors) => {
      const target = realRaw(path)
      // A broken or circular link: told as a file, if its name is one of music.
      if (target === null) return 'file'
      if (isInLibrary(target)) return 'skip'
      const stats = statSync(systemPath(target), noEntry)
      if (stats?.isDirectory()) return isAroundLibrary(target) ? 'skip' : enter(path, ancestors)
      if (seen.has(target)) return 'skip'
      seen.add(target)
      return 'file'
    },
  }
}

/** Where a path really leads, as latin1 bytes with slashes; null where it leads nowhere. */
export function realRaw(raw: string): string | null {
  try {
    const real = realpathSync.native(systemPath(raw), { encoding: 'buffer' }).toString('latin1')
    return process.platform === 'win32' ? real.replaceAll('\\', '/') : real
  } catch {
    return null
  }
}
