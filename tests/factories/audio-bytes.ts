// Smallest possible music files with any tags, byte by byte: what no encoder would write can be tested too.

const u16be = (value: number): Buffer => Buffer.from([(value >> 8) & 0xff, value & 0xff])
const u32be = (value: number): Buffer => Buffer.from([(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff])
const u32le = (value: number): Buffer => Buffer.from(u32be(value)).reverse()
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

/** A picture that passes for one: a JPEG start and noise that never looks like an audio frame. */
export function pictureBytes(length = 400): Buffer {
  const bytes = Buffer.alloc(length, 0x55)
  bytes.set([0xff, 0xd8, 0xff, 0xe0])
  return bytes
}

/** Silent MPEG-1 layer III frames of 128 kb/s at 44.1 kHz, stereo: 417 bytes and 26.12 ms each. */
export function mp3Frames(count: number): Buffer {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x64])
  return Buffer.concat(Array.from({ length: count }, () => frame))
}

/** The same frames at several bit rates, as an encoder without an information frame leaves them. */
export function variableMp3Frames(count: number): Buffer {
  const rates = [
    [0x90, 417],
    [0xa0, 522],
    [0xb0, 626],
    [0x50, 208],
  ] as const
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => {
      const [code, length] = rates[index % rates.length] ?? rates[0]
      const frame = Buffer.alloc(length)
      frame.set([0xff, 0xfb, code, 0x64])
      return frame
    }),
  )
}

/** A first frame that states how many frames and bytes follow. */
export function xingFrame(frames: number, bytes: number, word: 'Xing' | 'Info' = 'Xing'): Buffer {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x64])
  Buffer.concat([latin1(word), u32be(3), u32be(frames), u32be(bytes)]).copy(frame, 36)
  return frame
}

export type Encoding = 'latin1' | 'utf16' | 'utf16be' | 'utf8'

/** One text in an ID3v2 encoding, with its mark; several are separated by zeros. */
export function id3Text(encoding: Encoding, ...values: string[]): Buffer {
  if (encoding === 'latin1') return Buffer.concat([Buffer.from([0]), latin1(values.join('\0'))])
  if (encoding === 'utf8') return Buffer.concat([Buffer.from([3]), Buffer.from(values.join('\0'))])
  const little = Buffer.from(values.join('\0'), 'utf16le')
  if (encoding === 'utf16') return Buffer.concat([Buffer.from([1, 0xff, 0xfe]), little])
  return Buffer.concat([Buffer.from([2]), little.swap16()])
}

/** Bytes nobody declared an encoding for. */
export function undeclared(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0]), bytes])
}

export function id3Frame(id: string, body: Buffer, version: 3 | 4 = 4): Buffer {
  const size = version === 4 ? synchsafe(body.length) : u32be(body.length)
  return Buffer.concat([latin1(id), size, u16be(0), body])
}

/** A named text. Values after the first are separated by zeros. */
export function userText(name: string, ...values: string[]): Buffer {
  return Buffer.concat([Buffer.from([3]), Buffer.from([name, ...values].join('\0'))])
}

function synchsafe(value: number): Buffer {
  return Buffer.from([(value >> 21) & 0x7f, (value >> 14) & 0x7f, (value >> 7) & 0x7f, value & 0x7f])
}

export function id3v2(frames: Buffer[], version: 3 | 4 = 4): Buffer {
  const body = Buffer.concat(frames)
  return Buffer.concat([latin1('ID3'), Buffer.from([version, 0, 0]), synchsafe(body.length), body])
}

export function id3v2Picture(data: Buffer, kind = 3): Buffer {
  return Buffer.concat([Buffer.from([0]), latin1('image/jpeg\0'), Buffer.from([kind, 0]), data])
}

export function id3v1(fields: { title?: Buffer; artist?: Buffer; album?: Buffer; year?: string; track?: number; genre?: number }): Buffer {
  const tag = Buffer.alloc(128)
  tag.write('TAG', 'latin1')
  fields.title?.copy(tag, 3, 0, 30)
  fields.artist?.copy(tag, 33, 0, 30)
  fields.album?.copy(tag, 63, 0, 30)
  tag.write(fields.year ?? '', 93, 4, 'latin1')
  if (fields.track) tag[126] = fields.track
  tag[127] = fields.genre ?? 255
  return tag
}

/** APE version 2 with a header, as it stands behind the audio. */
export function apeTag(items: Record<string, string | string[] | Buffer>): Buffer {
  const body = Buffer.concat(
    Object.entries(items).map(([name, value]) => {
      const isBinary = Buffer.isBuffer(value)
      const bytes = isBinary ? value : Buffer.from(Array.isArray(value) ? value.join('\0') : value)
      return Buffer.concat([u32le(bytes.length), u32le(isBinary ? 2 : 0), latin1(`${name}\0`), bytes])
    }),
  )
  const marker = (flags: number): Buffer => Buffer.concat([latin1('APETAGEX'), u32le(2000), u32le(body.length + 32), u32le(Object.keys(items).length), u32le(flags), Buffer.alloc(8)])
  return Buffer.concat([marker(0xa0000000), body, marker(0x80000000)])
}

/** Comments as FLAC, Vorbis and Opus write them; a value may be raw bytes. */
export function vorbisComments(comments: [string, string | Buffer][]): Buffer {
  const entries = comments.map(([name, value]) => Buffer.concat([latin1(`${name}=`), Buffer.isBuffer(value) ? value : Buffer.from(value)]))
  return Buffer.concat([u32le(4), latin1('test'), u32le(entries.length), ...entries.flatMap((entry) => [u32le(entry.length), entry])])
}

/** The picture block of FLAC. */
export function flacPicture(data: Buffer, kind = 3): Buffer {
  return Buffer.concat([u32be(kind), u32be(10), latin1('image/jpeg'), u32be(0), u32be(1), u32be(1), u32be(24), u32be(0), u32be(data.length), data])
}

/** A FLAC file of this many samples at 44.1 kHz, with no audio behind its description. */
export function flac(comments: [string, string | Buffer][], pictures: Buffer[] = [], samples = 44_100): Buffer {
  const info = Buffer.alloc(34)
  info.writeUInt16BE(4096, 0)
  info.writeUInt16BE(4096, 2)
  info.writeUInt32BE(((44_100 << 12) | (1 << 9) | (15 << 4)) >>> 0, 10)
  info.writeUInt32BE(samples, 14)
  const blocks: [number, Buffer][] = [[0, info], [4, vorbisComments(comments)], ...pictures.map((picture): [number, Buffer] => [6, picture])]
  return Buffer.concat([
    latin1('fLaC'),
    ...blocks.map(([type, body], index) => Buffer.concat([Buffer.from([type | (index === blocks.length - 1 ? 0x80 : 0)]), u32be(body.length).subarray(1), body])),
  ])
}

/** One page of Ogg with whole packets; no checksum, no reader needs it. */
function oggPage(serial: number, sequence: number, flags: number, granule: number, packet: Buffer): Buffer {
  const full = Math.floor(packet.length / 255)
  const lacing = Buffer.from([...Array<number>(full).fill(255), packet.length % 255])
  const granuleBytes = Buffer.alloc(8)
  granuleBytes.writeBigInt64LE(BigInt(granule))
  return Buffer.concat([latin1('OggS'), Buffer.from([0, flags]), granuleBytes, u32le(serial), u32le(sequence), u32le(0), Buffer.from([lacing.length]), lacing, packet])
}

/** An Opus file of this length; comments up to 60 kB. `preSkip` in samples of 48 kHz, `gain` in 1/256 dB. */
export function opus(comments: [string, string | Buffer][], seconds: number, { preSkip = 312, gain = 0, serial = 7 } = {}): Buffer {
  const head = Buffer.concat([latin1('OpusHead'), Buffer.from([1, 2]), Buffer.alloc(2), u32le(48_000), Buffer.alloc(3)])
  head.writeUInt16LE(preSkip, 10)
  head.writeInt16LE(gain, 16)
  return Buffer.concat([
    oggPage(serial, 0, 2, 0, head),
    oggPage(serial, 1, 0, 0, Buffer.concat([latin1('OpusTags'), vorbisComments(comments)])),
    oggPage(serial, 2, 0, 48_000, Buffer.alloc(40, 0x33)),
    oggPage(serial, 3, 4, Math.round(seconds * 48_000) + preSkip, Buffer.alloc(40, 0x33)),
  ])
}

/** PCM of 16 bits, stereo, 44.1 kHz; `chunks` stand behind the audio. */
export function wav(seconds: number, chunks: [string, Buffer][] = []): Buffer {
  const data = Buffer.alloc(Math.round(seconds * 44_100) * 4)
  const format = Buffer.concat([Buffer.from([1, 0, 2, 0]), u32le(44_100), u32le(176_400), Buffer.from([4, 0, 16, 0])])
  const chunk = (id: string, body: Buffer): Buffer => Buffer.concat([latin1(id), u32le(body.length), body, Buffer.alloc(body.length % 2)])
  const body = Buffer.concat([latin1('WAVE'), chunk('fmt ', format), chunk('data', data), ...chunks.map(([id, content]) => chunk(id, content))])
  return Buffer.concat([latin1('RIFF'), u32le(body.length), body])
}
