// Artwork: everything that opens the bytes of a picture. libvips works in threads of its own; what it may use is bounded here.
import sharp from 'sharp'
import type { Sharp, SharpOptions } from 'sharp'
import { messageOf } from '#shared/errors.ts'
import { sniffImage } from '../tags/pictures.ts'
import { bitmapSize, decodeBitmap } from './bitmap.ts'
import type { Raster } from './palette.rules.ts'
import { PictureProblem } from './picture-problem.ts'

sharp.cache(false)
sharp.concurrency(1)

/** What a picture's header tells, the way up that a person sees it. */
export type Inspected = { bytes: Buffer; ending: string } & Header

/** `memory` is about what it takes to open it; a plain picture needs no converting to be shown. */
type Header = { width: number; height: number; memory: number; isPlain: boolean }

/** The small versions, in WebP; without one of 1280 pixels the original itself serves. */
export type Thumbnails = { 96: Buffer; 320: Buffer; 1280: Buffer | null; raster: Raster }

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif', 'image/bmp': 'bmp', 'image/tiff': 'tif', 'image/avif': 'avif',
}
/** What a picture may take once opened: a record sleeve scanned at 600 dots an inch does not reach it. */
const mostMemory = 256_000_000
/** Pictures that take more are opened one at a time. */
const largeMemory = 36_000_000
/** AV1 decodes into wider numbers and keeps several copies. */
const avifFactor = 6
const longestSeconds = 10
/** What browsers show as it is, small enough to be sent whole. */
const plainEndings = new Set(['jpg', 'png', 'webp'])
const mostPlainBytes = 600_000

const readOptions = { failOn: 'error', limitInputPixels: mostMemory, animated: false } satisfies SharpOptions

/** Reads the header alone. Throws `PictureProblem` for what is no picture, or too large a one. */
export async function inspectPicture(bytes: Buffer): Promise<Inspected> {
  const ending = endings[sniffImage(bytes) ?? '']
  if (ending === undefined) throw new PictureProblem('This is no picture of a kind that Sillon can show.')
  const header = ending === 'bmp' ? readBitmapHeader(bytes) : await readHeader(bytes, ending)
  if (header.memory > mostMemory) {
    throw new PictureProblem(`The picture has ${header.width} × ${header.height} pixels: opening it would take ${Math.round(header.memory / 1e6)} MB of memory, more than the ${mostMemory / 1e6} MB that Sillon allows.`)
  }
  return { bytes, ending, ...header }
}

async function readHeader(bytes: Buffer, ending: string): Promise<Header> {
  const { autoOrient, orientation, space, pages, channels, depth } = await guarded(() => sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata())
  const { width, height } = autoOrient
  const memory = width * height * channels * (bytesPerChannel[depth] ?? 8) * (ending === 'avif' ? avifFactor : 1)
  const isPlain = plainEndings.has(ending) && bytes.length <= mostPlainBytes && (orientation ?? 1) === 1 && (space === 'srgb' || space === 'b-w') && (pages ?? 1) === 1
  return { width, height, memory, isPlain }
}

const bytesPerChannel: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2, uint: 4, int: 4, float: 4 }

function readBitmapHeader(bytes: Buffer): Header {
  const { width, height } = bitmapSize(bytes)
  return { width, height, memory: width * height * 3, isPlain: false }
}

const sides = { 96: 96, 320: 320, 1280: 1280 } as const
/** Effort: 0 quick to 6 small. Large pictures gain little from more. */
const quality = { 96: { quality: 80, effort: 4 }, 320: { quality: 80, effort: 2 }, 1280: { quality: 82, effort: 1 } } as const

/** Makes the small versions, never larger than the picture itself. Throws `PictureProblem` for damaged ones. */
export async function makeThumbnails(picture: Inspected): Promise<Thumbnails> {
  if (picture.memory > largeMemory) return oneLarge(() => shrink(picture))
  return shrink(picture)
}

async function shrink(picture: Inspected): Promise<Thumbnails> {
  const isSmall = picture.isPlain && Math.max(picture.width, picture.height) <= sides[1280]
  return guarded(async () => {
    const large = isSmall ? null : await pixelsOf(fitted(decoded(picture), sides[1280]))
    const middle = await pixelsOf(fitted(large ? again(large) : decoded(picture), sides[320]))
    const small = await pixelsOf(fitted(again(middle), sides[96]))
    return {
      96: await again(small).webp(quality[96]).toBuffer(),
      320: await again(middle).webp(quality[320]).toBuffer(),
      1280: large && (await again(large).webp(quality[1280]).toBuffer()),
      raster: { data: small.data, channels: small.info.channels },
    }
  })
}

function decoded({ bytes, ending }: Inspected): Sharp {
  if (ending !== 'bmp') return sharp(bytes, readOptions).timeout({ seconds: longestSeconds }).autoOrient()
  const { data, width, height } = decodeBitmap(bytes)
  return sharp(data, { raw: { width, height, channels: 3 } })
}

function fitted(from: Sharp, side: number): Sharp {
  return from.resize(side, side, { fit: 'inside', withoutEnlargement: true })
}

type Pixels = { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } }

function pixelsOf(from: Sharp): Promise<Pixels> {
  return from.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
}

function again({ data, info: { width, height, channels } }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } })
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PictureProblem) throw error
    const message = messageOf(error)
    if (/timeout/i.test(message)) throw new PictureProblem(`The picture was given up after ${longestSeconds} seconds.`, error)
    throw new PictureProblem(/unsupported image format/i.test(message) ? 'This kind of picture cannot be read.' : 'The picture is damaged: its pixels could not be read.', error)
  }
}

let lastLarge: Promise<unknown> = Promise.resolve()

function oneLarge<T>(work: () => Promise<T>): Promise<T> {
  const mine = lastLarge.then(work)
  lastLarge = mine.catch(() => undefined)
  return mine
}
