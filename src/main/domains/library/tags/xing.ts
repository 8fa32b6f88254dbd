// The information frame that encoders put first: Xing, Info or VBRI, with LAME's extension.
import type { FrameHeader } from './mpeg-frame.ts'
import { decodeLatin1 } from './text.ts'

export interface InfoFrame {
  frames: number | null
  /** Bytes of the stream, the information frame included. */
  bytes: number | null
  isVariable: boolean
  encoder: string | null
  delay: number | null
  padding: number | null
  trackGain: number | null
  trackPeak: number | null
}

/** `frame` is the first frame, or as much of it as there is. */
export function parseInfoFrame(frame: Buffer, header: FrameHeader): InfoFrame | undefined {
  const isMono = header.channels === 1
  const sideLength = header.version === 1 ? (isMono ? 17 : 32) : isMono ? 9 : 17
  // Some encoders count the two bytes of the checksum, others do not.
  for (const at of [4 + sideLength, 6 + sideLength]) {
    const word = frame.toString('latin1', at, at + 4)
    if (word === 'Xing' || word === 'Info') return parseXing(frame, at, word === 'Xing')
  }
  if (frame.toString('latin1', 36, 40) === 'VBRI' && frame.length >= 36 + 18) {
    return { frames: frame.readUInt32BE(36 + 14), bytes: frame.readUInt32BE(36 + 10), isVariable: true, encoder: null, delay: null, padding: null, trackGain: null, trackPeak: null }
  }
  return undefined
}

function parseXing(frame: Buffer, start: number, isVariable: boolean): InfoFrame {
  const info: InfoFrame = { frames: null, bytes: null, isVariable, encoder: null, delay: null, padding: null, trackGain: null, trackPeak: null }
  if (start + 8 > frame.length) return info
  const flags = frame.readUInt32BE(start + 4)
  let at = start + 8
  const next = (): number | null => {
    at += 4
    return at <= frame.length ? frame.readUInt32BE(at - 4) : null
  }
  if (flags & 1) info.frames = next()
  if (flags & 2) info.bytes = next()
  if (flags & 4) at += 100
  if (flags & 8) at += 4
  if (at + 24 > frame.length) return info
  const name = decodeLatin1(frame.subarray(at, at + 9))
  if (!/^(LAME|Lavf|Lavc|GOGO|L3\.99)/.test(name)) return info
  info.encoder = name.replace(/[^\x20-\x7e].*$/s, '').trim()
  const gap = frame.readUIntBE(at + 21, 3)
  info.delay = gap >> 12
  info.padding = gap & 0xfff
  readGain(info, frame, at, name)
  return info
}

/** LAME measured against 83 dB until 3.94, 89 dB since. Other writers copy the field without meaning it. */
function readGain(info: InfoFrame, frame: Buffer, at: number, name: string): void {
  const version = Number(/^LAME3\.(\d\d)/.exec(name)?.[1])
  if (!(version >= 95)) return
  const field = frame.readUInt16BE(at + 15)
  if (field >> 13 !== 1 || ((field >> 10) & 7) === 0) return
  const gain = ((field & 0x200 ? -1 : 1) * (field & 0x1ff)) / 10
  // The end of the scale is what silence measures.
  if (Math.abs(gain) > 30) return
  info.trackGain = gain
  const peak = frame.readUInt32BE(at + 11)
  if (peak > 0) info.trackPeak = peak / 2 ** 23
}
