// Artwork: Windows bitmaps, which sharp cannot read: uncompressed, 1 to 32 bits a pixel. Others are refused with a sentence.
import { PictureProblem } from './picture-problem.ts'

export type Bitmap = { width: number; height: number; data: Uint8Array }

type Header = { width: number; height: number; isTopDown: boolean; bits: number; pixels: number; palette: number; masks: [number, number, number] | null }

/** The size a bitmap declares, without looking at its pixels. */
export function bitmapSize(bytes: Buffer): { width: number; height: number } {
  const { width, height } = readHeader(bytes)
  return { width, height }
}

/** Decodes to RGB, top row first. The caller has checked the size. */
export function decodeBitmap(bytes: Buffer): Bitmap {
  const { width, height, isTopDown, bits, pixels, palette, masks } = readHeader(bytes)
  const stride = Math.ceil((width * bits) / 32) * 4
  if (pixels + stride * height > bytes.length) throw new PictureProblem('The picture is damaged: it ends too early.')
  const data = new Uint8Array(width * height * 3)
  const [redMask, greenMask, blueMask] = (masks ?? (bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff])).map(maskReader) as [MaskReader, MaskReader, MaskReader]
  for (let row = 0; row < height; row++) {
    const start = pixels + stride * (isTopDown ? row : height - 1 - row)
    let target = row * width * 3
    for (let column = 0; column < width; column++) {
      if (bits === 24) {
        const at = start + column * 3
        data[target++] = bytes[at + 2] as number
        data[target++] = bytes[at + 1] as number
        data[target++] = bytes[at] as number
      } else if (bits >= 16) {
        const value = bits === 16 ? bytes.readUInt16LE(start + column * 2) : bytes.readUInt32LE(start + column * 4)
        data[target++] = redMask(value)
        data[target++] = greenMask(value)
        data[target++] = blueMask(value)
      } else {
        const bit = column * bits
        const index = ((bytes[start + (bit >> 3)] as number) >> (8 - bits - (bit & 7))) & ((1 << bits) - 1)
        const colour = palette + index * 4
        data[target++] = bytes[colour + 2] ?? 0
        data[target++] = bytes[colour + 1] ?? 0
        data[target++] = bytes[colour] ?? 0
      }
    }
  }
  return { width, height, data }
}

function readHeader(bytes: Buffer): Header {
  if (bytes.length < 54) throw new PictureProblem('The picture is damaged: it ends too early.')
  const headerSize = bytes.readUInt32LE(14)
  const compression = bytes.readUInt32LE(30)
  const [width, height, bits] = [bytes.readInt32LE(18), bytes.readInt32LE(22), bytes.readUInt16LE(28)]
  const hasMasks = compression === 3
  if (headerSize < 40 || ![1, 4, 8, 16, 24, 32].includes(bits) || !(compression === 0 || (hasMasks && bits >= 16 && bytes.length >= 66))) throw new PictureProblem('This kind of bitmap cannot be read; a copy as PNG or JPEG can.')
  if (width <= 0 || height === 0) throw new PictureProblem('The picture is damaged: its size makes no sense.')
  return {
    width, height: Math.abs(height), isTopDown: height < 0, bits, pixels: bytes.readUInt32LE(10), palette: 14 + headerSize,
    masks: hasMasks ? [bytes.readUInt32LE(54), bytes.readUInt32LE(58), bytes.readUInt32LE(62)] : null,
  }
}

type MaskReader = (value: number) => number

/** Reads the channel under a mask, stretched to 8 bits. */
function maskReader(mask: number): MaskReader {
  if (mask === 0) return () => 0
  const shift = 31 - Math.clz32(mask & -mask)
  const most = mask >>> shift
  return (value) => Math.round((((value & mask) >>> shift) * 255) / most)
}
