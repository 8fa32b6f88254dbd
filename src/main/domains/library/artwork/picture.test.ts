import sharp from 'sharp'
import { expect, test } from 'vitest'
import { bitmap, detailedPicture, picture, pngClaiming } from '#tests/factories/artwork.ts'
import { PictureProblem } from './picture-problem.ts'
import { inspectPicture, makeThumbnails } from './picture.ts'

async function sizes(bytes: Buffer) {
  const inspected = await inspectPicture(bytes)
  const thumbnails = await makeThumbnails(inspected)
  const sizeOf = async (small: Buffer | null) => {
    if (small === null) return 'original'
    const { format, width, height } = await sharp(small).metadata()
    return `${format} ${width}×${height}`
  }
  return { original: `${inspected.ending} ${inspected.width}×${inspected.height}`, 96: await sizeOf(thumbnails[96]), 320: await sizeOf(thumbnails[320]), 1280: await sizeOf(thumbnails[1280]), raster: thumbnails.raster }
}

/** The colour in the middle of a small version. */
async function middle(bytes: Buffer): Promise<number[]> {
  const { data, info } = await sharp((await makeThumbnails(await inspectPicture(bytes)))[96]).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels
  return [...data.subarray(at, at + 3)]
}

const isNear = (one: number[], other: number[]): boolean => one.every((channel, index) => Math.abs(channel - (other[index] ?? 0)) <= 12)

test('a large picture has three small versions in WebP that keep its shape', async () => {
  expect(await sizes(await picture([2000, 1000]))).toMatchObject({ original: 'jpg 2000×1000', 96: 'webp 96×48', 320: 'webp 320×160', 1280: 'webp 1280×640' })
})

test('no version is larger than the picture, and one that browsers show as it is serves whole', async () => {
  expect(await sizes(await picture(200))).toMatchObject({ 96: 'webp 96×96', 320: 'webp 200×200', 1280: 'original' })
  expect(await sizes(await picture(40, undefined, 'tiff'))).toMatchObject({ original: 'tif 40×40', 96: 'webp 40×40', 320: 'webp 40×40', 1280: 'webp 40×40' })
})

test.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('%s is read', async (format) => {
  const bytes = await picture(400, { r: 30, g: 90, b: 200 }, format)
  expect(isNear(await middle(bytes), [30, 90, 200])).toBe(true)
})

test('a picture lies as its camera held it', async () => {
  const halves = sharp({ create: { width: 400, height: 200, channels: 3, background: '#0000ff' } }).composite([{ input: { create: { width: 200, height: 200, channels: 3, background: '#ff0000' } }, left: 0, top: 0 }])
  const turned = await halves.jpeg().withMetadata({ orientation: 6 }).toBuffer()
  expect(await sizes(turned)).toMatchObject({ original: 'jpg 200×400', 96: 'webp 48×96', 320: 'webp 160×320', 1280: 'webp 200×400' })
  const { data, info } = await sharp((await makeThumbnails(await inspectPicture(turned)))[96]).raw().toBuffer({ resolveWithObject: true })
  expect(isNear([...data.subarray(0, 3)], [255, 0, 0])).toBe(true)
  expect(isNear([...data.subarray(data.length - info.channels, data.length - info.channels + 3)], [0, 0, 255])).toBe(true)
})

test('printers’ colours become those of the screen', async () => {
  const cmyk = await sharp(await picture(500, { r: 200, g: 40, b: 40 }, 'png')).toColourspace('cmyk').jpeg().toBuffer()
  expect((await sharp(cmyk).metadata()).space).toBe('cmyk')
  expect(await sizes(cmyk)).toMatchObject({ 1280: 'webp 500×500' })
  const [red = 0, green = 0, blue = 0] = await middle(cmyk)
  expect(red).toBeGreaterThan(150)
  expect(Math.max(green, blue)).toBeLessThan(110)
})

test('grey pictures, deep ones and those with holes are read', async () => {
  const grey = await sharp(await picture(300, { r: 90, g: 90, b: 90 }, 'png')).toColourspace('b-w').png().toBuffer()
  expect(isNear(await middle(grey), [90, 90, 90])).toBe(true)
  const deep = await sharp(await picture(300, { r: 10, g: 200, b: 90 }, 'png')).toColourspace('rgb16').png().toBuffer()
  expect((await sharp(deep).metadata()).depth).toBe('ushort')
  expect(isNear(await middle(deep), [10, 200, 90])).toBe(true)
  const holes = await sharp({ create: { width: 300, height: 300, channels: 4, background: { r: 0, g: 0, b: 200, alpha: 0 } } }).png().toBuffer()
  expect((await sizes(holes)).raster.channels).toBe(4)
})

test('of a moving picture the first frame is shown', async () => {
  const frames = Buffer.concat([Buffer.alloc(90 * 90 * 3, Buffer.from([255, 0, 0])), Buffer.alloc(90 * 90 * 3, Buffer.from([0, 0, 255]))])
  const moving = await sharp(frames, { raw: { width: 90, height: 180, channels: 3, pageHeight: 90 } }).gif({ delay: [100, 100] }).toBuffer()
  expect((await sharp(moving).metadata()).pages).toBe(2)
  expect(await sizes(moving)).toMatchObject({ original: 'gif 90×90', 96: 'webp 90×90', 1280: 'webp 90×90' })
  expect(isNear(await middle(moving), [255, 0, 0])).toBe(true)
})

test('bitmaps of every depth are read, the right way up', async () => {
  const [red, blue] = [[0, 0, 255], [255, 0, 0]] as [number[], number[]]
  const grid = <T>(top: T, bottom: T): T[][] => Array.from({ length: 8 }, (_, row) => Array.from({ length: 8 }, () => (row < 4 ? top : bottom)))
  const rows = grid(red, blue).map((row) => row.flat())
  const palette = [...red, 0, ...blue, 0]
  const bitmaps = [
    bitmap(8, rows),
    bitmap(8, grid([...red, 0], [...blue, 0]).map((row) => row.flat()), { bits: 32 }),
    bitmap(8, grid([0xff, 0, 0, 0], [0, 0, 0xff, 0]).map((row) => row.flat()), { bits: 32, compression: 3, masks: [0xff, 0xff00, 0xff0000] }),
    bitmap(8, grid([0, 0x7c], [0x1f, 0]).map((row) => row.flat()), { bits: 16 }),
    bitmap(8, grid(0, 1), { bits: 8, palette }),
    bitmap(8, grid(0, 0x11).map((row) => row.slice(0, 4)), { bits: 4, palette }),
    bitmap(8, grid(0, 0xff).map((row) => row.slice(0, 1)), { bits: 1, palette }),
  ]
  for (const bytes of bitmaps) {
    const { raster } = await makeThumbnails(await inspectPicture(bytes))
    expect([...raster.data.subarray(0, 3)]).toEqual([255, 0, 0])
    expect([...raster.data.subarray(-3)]).toEqual([0, 0, 255])
  }
})

const refused = async (bytes: Buffer): Promise<string> => {
  const error: unknown = await inspectPicture(bytes).then(makeThumbnails).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(PictureProblem)
  return (error as PictureProblem).message
}

test('a picture of 30,000 by 30,000 pixels is refused by its header, before it takes any memory', async () => {
  const before = process.memoryUsage.rss()
  const started = performance.now()
  expect(await refused(pngClaiming(30_000, 30_000))).toBe('The picture has 30000 × 30000 pixels: opening it would take 2700 MB of memory, more than the 256 MB that Sillon allows.')
  expect(performance.now() - started).toBeLessThan(500)
  expect(process.memoryUsage.rss() - before).toBeLessThan(50e6)
})

test('a bitmap that declares an impossible size is refused', async () => {
  const bytes = bitmap(8, [[0, 0, 0]])
  bytes.writeInt32LE(30_000, 18)
  bytes.writeInt32LE(30_000, 22)
  expect(await refused(bytes)).toContain('30000 × 30000 pixels')
  bytes.writeInt32LE(200, 18)
  bytes.writeInt32LE(200, 22)
  expect(await refused(bytes)).toBe('The picture is damaged: it ends too early.')
  bytes.writeInt32LE(-5, 18)
  expect(await refused(bytes)).toBe('The picture is damaged: its size makes no sense.')
  bytes.writeUInt32LE(1, 30)
  expect(await refused(bytes)).toBe('This kind of bitmap cannot be read; a copy as PNG or JPEG can.')
})

test('a picture that ends too early is refused, whatever its format', async () => {
  const whole = await detailedPicture(1)
  expect(await refused(whole.subarray(0, whole.length / 2))).toBe('The picture is damaged: its pixels could not be read.')
  for (const format of ['png', 'webp', 'tiff', 'avif'] as const) {
    const bytes = await sharp(whole).resize(200).toFormat(format, format === 'avif' ? { effort: 0 } : {}).toBuffer()
    expect(await refused(bytes.subarray(0, bytes.length / 2))).toMatch(/^The picture is damaged|cannot be read/)
  }
})

test('drawings and pages that could carry scripts are not opened, whatever they are called', async () => {
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>1</script></svg>', '<?xml version="1.0"?><svg/>', '<html>', '', 'GIF8', '%PDF-1.7']) {
    expect(await refused(Buffer.from(text))).toMatch(/no picture of a kind|damaged/)
  }
})

test('noise behind every kind of start is refused in a sentence', async () => {
  const starts = ['ffd8ffe0', '89504e470d0a1a0a', '474946383961', '52494646aaaa000057454250', '424d', '49492a00', '0000001c6674797061766966']
  for (const start of starts) expect(await refused(Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(4000, 0xa7)]))).toMatch(/^(?:The|This)\b.*\.$/)
})
