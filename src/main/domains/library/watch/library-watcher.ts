import { posix, relative, sep } from 'node:path'
import watcher from '@parcel/watcher'
import type { AsyncSubscription, Event } from '@parcel/watcher'
import type { Log } from '#main/kernel/log.ts'
import { messageOf } from '#shared/errors.ts'
import type { Told } from '#shared/messages/say.ts'
import { say } from '#shared/messages/say.ts'
import { nextRescan } from '../folder.rules.ts'

/** A folder of the library as far as noticing changes goes. */
export type WatchedFolder = { id: number; path: string; isWatched: boolean; isNetwork: boolean; rescanMinutes: number | null; scannedAt: number | null; missingSince: number | null }

/**
 * Places in a folder, as latin1 bytes relative to it: `directories` in which something changed, `trees` that appeared or
 * went and are to be looked at with all below them.
 */
export type Changed = { directories: string[]; trees: string[] }

export type LibraryWatcherOptions = {
  log: Log
  clock: { now(): number }
  /** The folders as they are now. */
  list: () => Promise<readonly WatchedFolder[]>
  /** Something changed in these places; null = look at all of the folder. */
  onChanged: (folderId: number, changed: Changed | null) => void
  onProblem: (folderId: number) => void
}

export type LibraryWatcher = {
  /** Follows the folders as they are now: new ones, removed ones, switched ones. */
  refresh(): Promise<void>
  /** Why changes in a folder are not noticed by themselves, in plain words; null = they are, or watching is off. */
  problemOf(folderId: number): Told | null
  close(): Promise<void>
}

/** Changes come in bursts (a copied album, a tagger at work): they are gathered until it is quiet for so long, or for the longest. */
const quietMs = 1_500
const longestMs = 10_000
/** More places than this are told as the whole folder. */
const mostPlaces = 200
const lookForDueMs = 60_000
/** Where watching cannot be had and nothing was chosen, a folder is looked at again so often. */
const fallbackMinutes = 60

type Watching = { path: string; subscription: AsyncSubscription; directories: Set<string>; trees: Set<string>; firstAt: number | null; timer: NodeJS.Timeout | undefined }

/** What stands in the way of watching, and what to do. */
export function watchProblem(error: unknown): Told {
  const message = messageOf(error)
  if (/ENOSPC|inotify|no space left/i.test(message)) {
    return say`The system’s limit of watched folders is reached, so changes are found by looking again every ${fallbackMinutes} minutes. Raise fs.inotify.max_user_watches (sysctl) to notice them at once.`
  }
  return say`Changes cannot be noticed here (${message}), so they are found by looking again every ${fallbackMinutes} minutes.`
}

/** A changed path relative to its folder, with forward slashes; '' = the folder itself. */
function placeOf(folder: string, event: Event): string {
  return relative(folder, event.path).split(sep).join('/')
}

/** The directory a place lies in. */
function directoryOf(place: string): string {
  const directory = posix.dirname(place)
  return directory === '.' ? '' : directory
}

function rawOf(place: string): string {
  return Buffer.from(place).toString('latin1')
}

/** Watches the folders of the library and reports what to scan; where watching fails, reports when it is time to look. */
export function createLibraryWatcher({ log, clock, list, onChanged, onProblem }: LibraryWatcherOptions): LibraryWatcher {
  const watching = new Map<number, Watching>()
  const problems = new Map<number, Told>()
  const startedAt = clock.now()
  let known: readonly WatchedFolder[] = []
  let refreshing: Promise<void> = Promise.resolve()

  function tell(id: number, own: Watching): void {
    clearTimeout(own.timer)
    const changed: Changed = { directories: [...own.directories], trees: [...own.trees] }
    own.directories.clear()
    own.trees.clear()
    own.firstAt = null
    if (changed.directories.length > 0) onChanged(id, changed.directories.length + changed.trees.length > mostPlaces ? null : changed)
  }

  function gather(id: number, own: Watching, events: readonly Event[]): void {
    for (const event of events) {
      const place = placeOf(own.path, event)
      own.directories.add(rawOf(directoryOf(place)))
      // What appeared or went may be a directory with all that is in it; a file among the trees costs one look.
      if (event.type !== 'update' && !/\.[a-z0-9]{2,5}$/i.test(place)) own.trees.add(rawOf(place))
    }
    own.firstAt ??= clock.now()
    clearTimeout(own.timer)
    const wait = Math.max(0, Math.min(quietMs, own.firstAt + longestMs - clock.now()))
    own.timer = setTimeout(() => tell(id, own), wait)
  }

  function fail(id: number, error: unknown): void {
    problems.set(id, watchProblem(error))
    log.warn('a folder cannot be watched', { folderId: id, error: messageOf(error) })
    onProblem(id)
  }

  async function begin({ id, path }: WatchedFolder): Promise<void> {
    try {
      const subscription = await watcher.subscribe(path, (error, events) => {
        const own = watching.get(id)
        if (error) fail(id, error)
        else if (own) gather(id, own, events)
      })
      watching.set(id, { path, subscription, directories: new Set(), trees: new Set(), firstAt: null, timer: undefined })
      problems.delete(id)
    } catch (error) {
      fail(id, error)
    }
  }

  async function end(id: number): Promise<void> {
    const own = watching.get(id)
    watching.delete(id)
    clearTimeout(own?.timer)
    await own?.subscription.unsubscribe().catch((error: unknown) => log.debug('a folder was not watched any more', { folderId: id, error: messageOf(error) }))
  }

  async function follow(): Promise<void> {
    known = await list()
    const wanted = new Map(known.filter((folder) => folder.isWatched && !folder.isNetwork && folder.missingSince === null).map((folder) => [folder.id, folder]))
    for (const [id, own] of watching) if (wanted.get(id)?.path !== own.path) await end(id)
    for (const id of problems.keys()) if (!wanted.has(id)) problems.delete(id)
    for (const [id, folder] of wanted) if (!watching.has(id) && !problems.has(id)) await begin(folder)
  }

  const due = setInterval(() => {
    for (const folder of known) {
      if (watching.has(folder.id)) continue
      const at = nextRescan(folder, problems.has(folder.id) ? fallbackMinutes : null, startedAt)
      if (at === null || at > clock.now()) continue
      onChanged(folder.id, null)
    }
  }, lookForDueMs)
  due.unref()

  return {
    refresh: () => {
      refreshing = refreshing.then(follow).catch((error: unknown) => log.error('the folders could not be followed', { error: messageOf(error) }))
      return refreshing
    },
    problemOf: (folderId) => problems.get(folderId) ?? null,
    close: async () => {
      clearInterval(due)
      await refreshing
      for (const id of watching.keys()) await end(id)
    },
  }
}
