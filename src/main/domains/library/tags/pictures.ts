import type { CoverKind } from './file-tags.ts'

/** The numbering of ID3v2 APIC, which FLAC, Vorbis and ASF share. */
export function pictureKind(type: number): CoverKind {
  return type === 3 ? 'front' : type === 4 ? 'back' : 'other'
}

/** By the first bytes; tags often declare the wrong type. */
export function sniffImage(bytes: Buffer): string | undefined {
  if (bytes.length < 12) return undefined
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg'
  const start = bytes.toString('latin1', 0, 12)
  if (start.startsWith('\x89PNG')) return 'image/png'
  if (start.startsWith('GIF8')) return 'image/gif'
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'image/webp'
  if (start.startsWith('BM')) return 'image/bmp'
  if (/^(II\*\0|MM\0\*)/.test(start)) return 'image/tiff'
  if (/^....ftyp(avif|avis)/s.test(start)) return 'image/avif'
  if (/^....ftyp(heic|heix|mif1)/s.test(start)) return 'image/heic'
  return undefined
}
