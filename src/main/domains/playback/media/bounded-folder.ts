import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** Marks a file as used now; false when it is not there. */
export async function touch(path: string): Promise<boolean> {
  const now = new Date()
  return utimes(path, now, now).then(() => true, () => false)
}

/** Removes the files that were not used for longest until the folder is small enough. What is in use stays. */
export async function shrinkFolder(folder: string, maxBytes: number, isInUse: (name: string) => boolean): Promise<void> {
  const found = await Promise.allSettled((await readdir(folder)).map(async (name) => ({ name, ...(await stat(join(folder, name))) })))
  const files = found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  let total = files.reduce((sum, file) => sum + file.size, 0)
  for (const { name, size } of files.toSorted((one, other) => one.mtimeMs - other.mtimeMs)) {
    if (total <= maxBytes) return
    if (isInUse(name)) continue
    await rm(join(folder, name), { force: true })
    total -= size
  }
}
