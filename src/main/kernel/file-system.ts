import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'

/** The file system a path lies on. `name` is the system's own (`ext4`, `nfs4`, `fuse.sshfs`) or `unknown`. */
export type FileSystem = { name: string; isNetwork: boolean }

/**
 * File systems another machine may write to, or that reach one, where shared memory and locks cannot be trusted.
 * Folders that a virtual machine shares with its host count: they behave alike.
 */
const networkNames =
  /^(?:nfs\d?|cifs|smb\d?|smbfs|smbfs2|ncpfs|afpfs|afs|ceph|coda|9p|lustre|beegfs|gpfs|ocfs2|gfs2|glusterfs|davfs\d?|webdav|virtiofs|vboxsf|vmhgfs|prl_fs|drvfs|unc)$/
/** FUSE drivers that keep their data on this machine; any other is taken for a network one, which is always safe. */
const localFuse = /^fuse\.(?:mergerfs|bindfs|encfs|gocryptfs|cryfs|securefs|ntfs-3g|exfat|apfs-fuse|lowntfs-3g|portal|lxcfs|fuse-overlayfs|unionfs|squashfuse|zfs)$/

/** Whether a file system of this name is reached over a network. */
export function isNetworkFileSystem(name: string): boolean {
  return networkNames.test(name) || (name.startsWith('fuse.') && !localFuse.test(name))
}

/** The nearest folder that exists: a file system is asked about before the folder is made. */
function nearestExisting(path: string): string {
  let at = path
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at)
  return realpathSync(at)
}

type Mount = { folder: string; name: string }

/** Reads `/proc/self/mountinfo`: one mount a line, octal escapes in paths, the type after ` - `. */
export function parseMountInfo(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before, after] = line.split(' - ')
    const folder = before?.split(' ')[4]?.replaceAll(/\\(\d{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    const name = after?.split(' ')[0]
    return folder && name ? [{ folder, name }] : []
  })
}

/** Reads what `mount` prints on macOS and BSD: `//me@nas/music on /Volumes/music (smbfs, nodev)`. */
export function parseMountOutput(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const match = /^.+? on (.+) \(([\w.-]+)[,)]/.exec(line)
    return match?.[1] && match[2] ? [{ folder: match[1], name: match[2] }] : []
  })
}

/** The mount a path lies on: the longest folder above it, the last one where several lie on one folder. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let best: Mount | undefined
  for (const mount of mounts) {
    const below = mount.folder === '/' || path === mount.folder || path.startsWith(`${mount.folder}/`)
    if (below && mount.folder.length >= (best?.folder.length ?? 0)) best = mount
  }
  return best
}

/**
 * Best effort, never throws: exact on Linux and macOS; on Windows only `\\server\share` paths are known as network ones.
 * Blocks for under a millisecond on Linux and for one short process on macOS.
 */
export function fileSystemOf(path: string, platform: NodeJS.Platform = process.platform): FileSystem {
  try {
    if (platform === 'win32') return /^[\\/]{2}[^\\/?.]/.test(path) ? { name: 'unc', isNetwork: true } : { name: 'unknown', isNetwork: false }
    const mounts = platform === 'linux' ? parseMountInfo(readFileSync('/proc/self/mountinfo', 'utf8')) : parseMountOutput(execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2_000 }))
    const name = mountOf(nearestExisting(path), mounts)?.name ?? 'unknown'
    return { name, isNetwork: isNetworkFileSystem(name) }
  } catch {
    // No /proc in a sandbox, no /sbin/mount: then nothing is known, and nothing is claimed.
    return { name: 'unknown', isNetwork: false }
  }
}
