/** Checksums as FLAC and Ogg define them: most significant bit first, starting at 0, nothing inverted. */
function table(bits: 8 | 16 | 32, polynomial: number): Uint32Array {
  const top = 2 ** (bits - 1)
  const mask = bits === 32 ? 0xffffffff : 2 ** bits - 1
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = (byte * 2 ** (bits - 8)) >>> 0
    for (let bit = 0; bit < 8; bit++) value = ((value & top) !== 0 ? (value << 1) ^ polynomial : value << 1) & mask
    return value >>> 0
  })
}

const FLAC_HEADER = table(8, 0x07)
const FLAC_FRAME = table(16, 0x8005)
const OGG_PAGE = table(32, 0x04c11db7)

export function crc8(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at++) value = FLAC_HEADER[value ^ bytes[at]!]!
  return value
}

export function crc16(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at++) value = ((value << 8) & 0xff00) ^ FLAC_FRAME[(value >> 8) ^ bytes[at]!]!
  return value
}

export function oggCrc(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at++) value = (value << 8) ^ OGG_PAGE[(value >>> 24) ^ bytes[at]!]!
  return value >>> 0
}
