import { open, readdir } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'

export type ImageSize = '96' | '320' | '1280' | 'original'

const headBytes = 256

/** What a picture is, by its first bytes; whatever else it may be is only offered as a download. */
export function imageTypeOf(head: Buffer): string {
  const text = head.toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('\x89PNG\r\n')) return 'image/png'
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'image/webp'
  if (/^GIF8[79]a/.test(text)) return 'image/gif'
  if (text.startsWith('BM')) return 'image/bmp'
  if (/^II\*\0|^MM\0\*/.test(text)) return 'image/tiff'
  if (text.startsWith('ftyp', 4) && /^avi[fs]/.test(text.slice(8))) return 'image/avif'
  if (/^\uFEFF?\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)/i.test(head.toString())) return 'image/svg+xml'
  return 'application/octet-stream'
}

/** Pictures lie by hash: small ones as `<hash>-<side>`, the one they were made from as `<hash>.<ending>`. */
async function nameOf(folder: string, hash: string, size: ImageSize): Promise<string> {
  if (size !== 'original') return `${hash}-${size}`
  const names = await readdir(folder).catch(() => [])
  return names.find((name) => name.startsWith(`${hash}.`)) ?? hash
}

/** Opens a stored picture. `hash` has been checked to be nothing but hexadecimal digits. */
export async function openImage(imagesFolder: string, hash: string, size: ImageSize): Promise<{ handle: FileHandle; bytes: number; mediaType: string }> {
  const folder = join(imagesFolder, hash.slice(0, 2))
  const handle = await open(join(folder, await nameOf(folder, hash, size)), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new AppError('not-found', say`There is no such picture.`)
    throw error
  })
  const { size: bytes } = await handle.stat()
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return { handle, bytes, mediaType: imageTypeOf(buffer.subarray(0, bytesRead)) }
}
