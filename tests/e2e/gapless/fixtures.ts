import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noise, sine, wavFile } from './signals.ts'

export const rate = 44_100
export const totalFrames = 70_000
/** No multiple of any codec's frame. */
export const seamFrame = 33_333
export const longFrames = 4 * rate

export interface SplitFormat {
  readonly name: string
  readonly extension: string
  readonly codec: string
  readonly rate: number
  readonly encode: readonly string[]
  /** For what ffmpeg does not write itself. */
  readonly rework?: (file: Buffer, frames: number) => Buffer
}

export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const header = Buffer.alloc(8)
  header.writeUInt32BE(body.length + 8, 0)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, body])
}

/** iTunes' own way to say where the music lies, in place of ffmpeg's edit list; the index stands last, so it may grow. */
export function withItunesNote(file: Buffer, frames: number): Buffer {
  const priming = 1024
  const padding = Math.ceil((frames + priming) / 1024) * 1024 - priming - frames
  const hex = (value: number, width: number): string => value.toString(16).toUpperCase().padStart(width, '0')
  const text = ` 00000000 ${hex(priming, 8)} ${hex(padding, 8)} ${hex(frames, 16)}${' 00000000'.repeat(8)}`
  const version = Buffer.alloc(4)
  const note = box(
    '----',
    box('mean', version, Buffer.from('com.apple.iTunes')),
    box('name', version, Buffer.from('iTunSMPB')),
    box('data', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]), Buffer.from(text))
  )
  const appended = appendAt(file, ['moov', 'udta', 'meta', 'ilst'], note)
  appended.write('free', appended.indexOf('edts'), 'latin1')
  return appended
}

function appendAt(bytes: Buffer, path: readonly string[], addition: Buffer): Buffer {
  const [wanted, ...deeper] = path
  if (wanted === undefined) return Buffer.concat([bytes, addition])
  const parts: Buffer[] = []
  for (let start = 0; start + 8 <= bytes.length; start += bytes.readUInt32BE(start)) {
    const type = bytes.toString('latin1', start + 4, start + 8)
    const body = bytes.subarray(start + 8, start + bytes.readUInt32BE(start))
    if (type !== wanted) parts.push(box(type, body))
    else if (type === 'meta') parts.push(box(type, body.subarray(0, 4), appendAt(body.subarray(4), deeper, addition)))
    else parts.push(box(type, appendAt(body, deeper, addition)))
  }
  return Buffer.concat(parts)
}

const lame = ['-c:a', 'libmp3lame', '-b:a', '192k']
const aac = ['-c:a', 'aac', '-b:a', '192k']

/** Formats that can say where their music begins and ends, and two that cannot. */
export const gaplessFormats: readonly SplitFormat[] = [
  { name: 'wav', extension: 'wav', codec: 'pcm', rate, encode: [] },
  { name: 'wav at 48 kHz', extension: 'wav', codec: 'pcm', rate: 48_000, encode: [] },
  { name: 'flac', extension: 'flac', codec: 'flac', rate, encode: ['-c:a', 'flac'] },
  { name: 'mp3 by LAME', extension: 'mp3', codec: 'mp3', rate, encode: lame },
  { name: 'mp3 by LAME, VBR', extension: 'mp3', codec: 'mp3', rate, encode: ['-c:a', 'libmp3lame', '-q:a', '2'] },
  { name: 'aac in m4a with an edit list', extension: 'm4a', codec: 'aac', rate, encode: aac },
  { name: 'aac in m4a with iTunSMPB', extension: 'm4a', codec: 'aac', rate, encode: aac, rework: withItunesNote },
  // Of an Ogg file with one single page of music, which no real track is, FFmpeg's demuxer loses the last 128 samples.
  { name: 'vorbis', extension: 'ogg', codec: 'vorbis', rate, encode: ['-c:a', 'libvorbis', '-q:a', '6', '-page_duration', '200000'] },
  { name: 'opus', extension: 'opus', codec: 'opus', rate: 48_000, encode: ['-c:a', 'libopus', '-b:a', '160k'] }
]

export const gappyFormats: readonly SplitFormat[] = [
  { name: 'mp3 without a LAME tag', extension: 'mp3', codec: 'mp3', rate, encode: [...lame, '-write_xing', '0'] },
  { name: 'aac without a container', extension: 'aac', codec: 'aac', rate, encode: aac }
]

function write(folder: string, name: string, samples: Int16Array, sampleRate: number): void {
  writeFileSync(join(folder, name), wavFile(samples, sampleRate))
}

/** One sine cut in two at `seamFrame`; the two files' names. */
export function makeSplitSine(folder: string, format: SplitFormat): [string, string] {
  const whole = sine(totalFrames, format.rate)
  const slug = format.name.replaceAll(/\W+/g, '-')
  const halves = [whole.subarray(0, seamFrame), whole.subarray(seamFrame)]
  const [first, second] = halves.map((half, index) => {
    const source = join(folder, `${slug}-${index}.source.wav`)
    const name = `${slug}-${index}.${format.extension}`
    const target = join(folder, name)
    writeFileSync(source, wavFile(half, format.rate))
    if (format.encode.length === 0) writeFileSync(target, readFileSync(source))
    else execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', source, ...format.encode, target])
    if (format.rework) writeFileSync(target, format.rework(readFileSync(target), half.length))
    return name
  })
  if (first === undefined || second === undefined) throw new Error('A sine has two halves.')
  return [first, second]
}

/** A FLAC file that does not know its own length, as it comes from an encoder's pipe. */
export function makeLiveFlac(folder: string): string {
  const piped = execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, 'long.wav'), '-f', 'flac', 'pipe:1'], { maxBuffer: 1 << 28 })
  writeFileSync(join(folder, 'live.flac'), piped)
  return 'live.flac'
}

/** Everything that needs no encoder. */
export function makePlainFixtures(folder: string): void {
  mkdirSync(folder, { recursive: true })
  write(folder, 'long.wav', sine(longFrames, rate), rate)
  write(folder, 'ten-seconds.wav', sine(10 * rate, rate), rate)
  write(folder, 'noise-a.wav', noise(2 * rate, 1), rate)
  write(folder, 'noise-b.wav', noise(2 * rate, 77), rate)
  write(folder, 'hires.wav', sine(96_000, 96_000), 96_000)
  writeFileSync(join(folder, 'garbage.flac'), noise(50_000, 5))
}
