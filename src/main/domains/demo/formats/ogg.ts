import { oggCrc } from './crc.ts'

const CONTINUED = 1
const FIRST = 2
const LAST = 4
const SEGMENTS = 255
/** A page is closed after about this much, so that seeking is fine enough; never before it is known that another follows. */
const PAGE_BYTES = 4096
const NO_PACKET_ENDS = 0xffffffffffffffffn

/** Writes one logical stream. The serial number is fixed: one file holds one stream, and the same run gives the same bytes. */
export class OggWriter {
  private readonly pages: Uint8Array[] = []
  private lacing: number[] = []
  private parts: Uint8Array[] = []
  private size = 0
  private granule = NO_PACKET_ENDS
  private isContinued = false

  /** `granule` counts the samples up to the end of this packet. */
  packet(bytes: Uint8Array, granule: number): void {
    if (this.size >= PAGE_BYTES) this.flush()
    let at = 0
    for (;;) {
      if (this.lacing.length === SEGMENTS) {
        this.flush()
        this.isContinued = at > 0
      }
      const length = Math.min(255, bytes.length - at)
      this.lacing.push(length)
      this.parts.push(length === bytes.length ? bytes : bytes.subarray(at, at + length))
      this.size += length
      at += length
      if (length < 255) break
    }
    this.granule = BigInt(granule)
  }

  flush(isLast = false): void {
    if (this.lacing.length === 0) return
    const page = Buffer.alloc(27 + this.lacing.length + this.size)
    page.write('OggS', 0, 'latin1')
    page[5] = (this.isContinued ? CONTINUED : 0) | (this.pages.length === 0 ? FIRST : 0) | (isLast ? LAST : 0)
    page.writeBigUInt64LE(this.granule, 6)
    page.writeUInt32LE(0x53696c6c, 14)
    page.writeUInt32LE(this.pages.length, 18)
    page[26] = this.lacing.length
    page.set(this.lacing, 27)
    let at = 27 + this.lacing.length
    for (const part of this.parts) {
      page.set(part, at)
      at += part.length
    }
    page.writeUInt32LE(oggCrc(page, 0, page.length), 22)
    this.pages.push(page)
    this.lacing = []
    this.parts = []
    this.size = 0
    this.granule = NO_PACKET_ENDS
    this.isContinued = false
  }

  finish(): Uint8Array {
    this.flush(true)
    return Buffer.concat(this.pages)
  }
}

/** The packets of a file with one stream. */
export function readPackets(file: Buffer): Buffer[] {
  const packets: Buffer[] = []
  let parts: Buffer[] = []
  for (let at = 0; at + 27 <= file.length; ) {
    const segments = file[at + 26]!
    let body = at + 27 + segments
    for (let segment = 0; segment < segments; segment++) {
      const length = file[at + 27 + segment]!
      parts.push(file.subarray(body, body + length))
      body += length
      if (length < 255) {
        packets.push(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts))
        parts = []
      }
    }
    at = body
  }
  return packets
}
