import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { query } from '#main/kernel/db/query.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { flac, flacPicture } from './audio-bytes.ts'
import { addAlbum } from './tracks.ts'

export type Colour = { r: number; g: number; b: number }

/** Pictures that differ in size or colour differ in bytes; `format` as sharp names it. */
export function picture(side: number | [width: number, height: number], colour: Colour = { r: 180, g: 40, b: 30 }, format: 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif' = 'jpeg'): Promise<Buffer> {
  const [width, height] = typeof side === 'number' ? [side, side] : side
  return sharp({ create: { width, height, channels: 3, background: colour } }).toFormat(format, format === 'avif' ? { effort: 0 } : {}).toBuffer()
}

/** A picture of about 300 kB at 720 pixels, no two seeds alike. */
export function detailedPicture(seed: number, side = 720): Promise<Buffer> {
  const data = Buffer.allocUnsafe(side * side * 3)
  let state = seed * 2_654_435_761 + 1
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      const grain = (state >>> 24) % 96
      const at = (row * side + column) * 3
      data[at] = (column * 160) / side + grain
      data[at + 1] = (row * 120) / side + grain
      data[at + 2] = (seed * 37) % 160 + grain
    }
  }
  return sharp(data, { raw: { width: side, height: side, channels: 3 } }).jpeg({ quality: 88 }).toBuffer()
}

/** `kind` numbers pictures as ID3v2 does: 3 front, 4 back. */
export type EmbeddedPicture = { data: Buffer; kind?: number }

export type AlbumFiles = {
  title?: string
  /** FLAC files by their path below the library folder, each with the pictures in it. */
  files: Record<string, EmbeddedPicture[]>
  /** Other files to write beside them. */
  beside?: Record<string, Buffer>
}

/** Writes the music of one album with the rows that a scan would leave for it; the album's id. */
export function addAlbumFiles(db: WriteDb, music: string, { title = 'Harbour Arithmetic', files, beside = {} }: AlbumFiles): number {
  const albumId = addAlbum(db, { title })
  const editionId = Number(db.run(query.insertInto('editions').values({ albumId, kind: 'digital', title, addedAt: 0 })).lastInsertRowid)
  for (const [path, bytes] of Object.entries(beside)) write(join(music, path), bytes)
  let trackNumber = 0
  for (const [path, pictures] of Object.entries(files)) {
    const bytes = flac([['TITLE', path]], pictures.map(({ data, kind }) => flacPicture(data, kind)))
    write(join(music, path), bytes)
    const [name = ''] = path.split('/').slice(-1)
    const place = { directoryId: directory(db, music, dirname(path)), name, editionId, trackNumber: ++trackNumber, hasCover: pictures.length > 0 ? 1 : 0 }
    db.run(query.insertInto('files').values({ ...place, size: bytes.length, mtimeUs: 0, container: 'flac', codec: 'flac', isLossless: 1, tagsJson: '{}', addedAt: 0, readAt: 0 }))
  }
  db.run(query.updateTable('albums').set({ fileCount: trackNumber, trackCount: trackNumber }).where('id', '=', albumId))
  return albumId
}

function write(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

function directory(db: WriteDb, music: string, path: string): number {
  const folder = db.get(query.selectFrom('library_folders').select('id').where('path', '=', music))
  const folderId = folder?.id ?? Number(db.run(query.insertInto('library_folders').values({ path: music, addedAt: 0 })).lastInsertRowid)
  const stored = path === '.' ? '' : path
  const known = db.get(query.selectFrom('directories').select('id').where('folderId', '=', folderId).where('path', '=', stored))
  if (known) return known.id
  const parentId = stored === '' ? null : directory(db, music, dirname(stored))
  return Number(db.run(query.insertInto('directories').values({ folderId, parentId, path: stored })).lastInsertRowid)
}

/** A PNG whose header declares this size; its pixels are missing. */
export function pngClaiming(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer): Buffer => {
    const content = Buffer.concat([Buffer.from(type), body])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(body.length)
    sum.writeUInt32BE(crc32(content))
    return Buffer.concat([length, content, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1000))), chunk('IEND', Buffer.alloc(0))])
}

/** A Windows bitmap, bottom row first. `pixels` gives the bytes of each row without padding, top row first. */
export function bitmap(width: number, rows: readonly (readonly number[])[], { bits = 24, palette = [] as readonly number[], compression = 0, masks = [] as readonly number[] } = {}): Buffer {
  const stride = Math.ceil((width * bits) / 32) * 4
  const head = Buffer.alloc(54)
  const colours = Buffer.from(palette)
  const maskBytes = Buffer.alloc(masks.length * 4)
  masks.forEach((mask, index) => maskBytes.writeUInt32LE(mask, index * 4))
  const start = head.length + maskBytes.length + colours.length
  head.write('BM', 'latin1')
  head.writeUInt32LE(start + stride * rows.length, 2)
  head.writeUInt32LE(start, 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(width, 18)
  head.writeInt32LE(rows.length, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(bits, 28)
  head.writeUInt32LE(compression, 30)
  return Buffer.concat([head, maskBytes, colours, ...rows.toReversed().map((row) => Buffer.concat([Buffer.from(row), Buffer.alloc(stride - row.length)]))])
}
