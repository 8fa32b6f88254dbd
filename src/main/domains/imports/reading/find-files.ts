import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AppError, messageOf } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { mostFiles } from './source-file.ts'
import type { SourceFile, SourceFiles } from './source-file.ts'
import { openZip } from './zip-files.ts'

const deepest = 16
const readAtOnce = 256 * 1024

async function isZip(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    // The second is an archive without entries, the third one in several volumes.
    return bytesRead === 4 && ['504b0304', '504b0506', '504b0708'].includes(buffer.toString('hex'))
  } finally {
    await handle.close()
  }
}

/** Every file, folder and zip that was chosen, as the files in them, in the order of their names. Throws `not-found` when one chosen is not there. */
export async function findFiles(paths: readonly string[]): Promise<SourceFiles> {
  const files: SourceFile[] = []
  const closers: (() => void)[] = []

  async function addFile(path: string, shownAs: string, size: number): Promise<void> {
    try {
      if (await isZip(path)) {
        const zip = await openZip(path, shownAs)
        closers.push(zip.close)
        files.push(...zip.files)
      } else files.push({ path: shownAs, size, problem: null, open: async () => createReadStream(path, { highWaterMark: readAtOnce }) })
    } catch (error) {
      files.push({ path: shownAs, size, open: null, problem: say`It could not be opened: ${messageOf(error)}` })
    }
  }

  async function addFolder(folder: string, shownAs: string, depth: number): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      if (files.length >= mostFiles) return
      const path = join(folder, entry.name)
      // A link may lead anywhere, and back.
      if (entry.isDirectory() && depth < deepest) await addFolder(path, `${shownAs}/${entry.name}`, depth + 1)
      else if (entry.isFile()) await addFile(path, `${shownAs}/${entry.name}`, (await stat(path)).size)
    }
  }

  const close = (): void => {
    for (const closer of closers) closer()
  }
  try {
    for (const path of paths) {
      const found = await stat(path).catch((error: unknown) => {
        throw new AppError('not-found', say`There is nothing at ${path} that could be imported.`, { data: { path }, cause: error })
      })
      if (found.isDirectory()) await addFolder(path, basename(path), 0)
      else await addFile(path, basename(path), found.size)
    }
  } catch (error) {
    close()
    throw error
  }
  return { files, close }
}
