import { expect, test } from 'vitest'
import { temporaryFolder } from '#tests/factories/library.ts'
import { fileSystemOf, isNetworkFileSystem, mountOf, parseMountInfo, parseMountOutput } from './file-system.ts'

const mountInfo = `22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /home rw,relatime - btrfs /dev/vdb rw
41 22 0:40 / /media/my\\040nas rw,relatime shared:20 - nfs4 nas:/music rw,vers=4.2
42 22 0:41 / /mnt/ssh rw,nosuid - fuse.sshfs me@host:/ rw
43 30 0:42 / /home rw - ext4 /dev/vdc rw
`

test.each([
  ['/var/lib', 'ext4', false],
  ['/home/ann/.local', 'ext4', false],
  ['/media/my nas/sillon', 'nfs4', true],
  ['/media/my nasty', 'ext4', false],
  ['/mnt/ssh', 'fuse.sshfs', true],
])('on Linux %s lies on %s', (path, name, isNetwork) => {
  const mount = mountOf(path, parseMountInfo(mountInfo))
  expect([mount?.name, isNetworkFileSystem(mount?.name ?? '')]).toEqual([name, isNetwork])
})

test('on macOS shares are known by what mount prints', () => {
  const mounts = parseMountOutput('/dev/disk3s1s1 on / (apfs, sealed, local, read-only)\n//ann@nas._smb._tcp.local/My%20Music on /Volumes/My Music (smbfs, nodev, nosuid, mounted by ann)\n')
  expect(mountOf('/Volumes/My Music/sillon', mounts)).toEqual({ folder: '/Volumes/My Music', name: 'smbfs' })
  expect(mountOf('/Users/ann', mounts)?.name).toBe('apfs')
})

test.each([
  ['cifs', true],
  ['smb3', true],
  ['9p', true],
  ['fuse.rclone', true],
  ['fuse.mergerfs', false],
  ['fuseblk', false],
  ['overlay', false],
  ['tmpfs', false],
])('%s is a network file system: %s', (name, isNetwork) => {
  expect(isNetworkFileSystem(name)).toBe(isNetwork)
})

test('on Windows a share is known by its name', () => {
  expect(fileSystemOf('\\\\nas\\music', 'win32')).toEqual({ name: 'unc', isNetwork: true })
  expect(fileSystemOf('C:\\Users\\ann', 'win32').isNetwork).toBe(false)
})

test('this machine answers for a folder that exists and one still to be made', () => {
  const folder = temporaryFolder()
  expect(fileSystemOf(`${folder}/not/yet`)).toEqual(fileSystemOf(folder))
})
