import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import type { Assembler, Picture, TrackTags } from '#main/domains/demo/formats/assembler.ts'
import { FORMATS, encode } from '#main/domains/demo/formats/encode.ts'
import type { FormatName } from '#main/domains/demo/formats/encode.ts'

const formats: readonly FormatName[] = ['mp3', 'flac', 'ogg', 'opus', 'm4a']
const seconds = 6

/** Noise of this many pixels a side is a JPEG of about 300 kB. */
const coverSide = 560

async function drawCover(): Promise<Buffer> {
  let state = 1
  const pixels = Uint8Array.from({ length: coverSide * coverSide * 3 }, () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16)
  return await sharp(pixels, { raw: { width: coverSide, height: coverSide, channels: 3 } }).jpeg({ quality: 90 }).toBuffer()
}

/** The same picture with a comment of its own behind the start: another content, so that every album has a cover of its own. */
function marked(cover: Buffer, album: number): Buffer {
  const text = Buffer.from(`album ${String(album).padStart(6, '0')}`)
  return Buffer.concat([cover.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, text.length + 2]), text, cover.subarray(2)])
}

async function record(format: FormatName, ffmpegPath: string | null): Promise<Assembler> {
  const { sampleRate, grain } = FORMATS[format]
  const length = Math.round((seconds * sampleRate) / grain) * grain
  const samples = Float32Array.from({ length: length + 8 * grain }, (_, index) => 0.3 * Math.sin((2 * Math.PI * 220 * index) / sampleRate))
  return await encode(format, { sampleRate, samples, pieces: [{ song: 0, role: 'silence', start: 0, length, seconds: length / sampleRate }], songs: [] }, ffmpegPath, new AbortController().signal)
}

function tagsOf(album: number, track: number, tracks: number): TrackTags {
  const artist = `Artist ${String(album % 120).padStart(3, '0')}`
  return {
    title: `Song ${track} of the album ${album}`, artist: track === 3 ? `${artist} feat. Guest ${album % 40}` : artist, artists: [artist], albumArtist: artist, album: `Album number ${album}`, trackNumber: String(track),
    trackTotal: tracks, discNumber: 1, discTotal: 1, discSubtitle: null, year: 1960 + (album % 60), originalYear: 1960 + (album % 60), genres: [`Genre ${album % 25}`], label: `Label ${album % 30}`,
    catalogNumber: `CAT ${album}`, composer: null, media: 'CD', isCompilation: false, releaseType: 'album', bpm: 120, key: 'Am', lyrics: null, trackGain: -7.2, trackPeak: 0.98, albumGain: -7, albumPeak: 0.99,
  }
}

/** What was written. */
export type Corpus = { folder: string; files: number; albums: number; formats: string[] }

/**
 * Writes a library of real, playable files of five formats, one format an album, each with a cover of about 300 kB. Formats
 * that need ffmpeg are left out where there is none.
 */
export async function writeCorpus(folder: string, { files, albums, ffmpegPath }: { files: number; albums: number; ffmpegPath: string | null }): Promise<Corpus> {
  const usable = formats.filter((format) => ffmpegPath !== null || FORMATS[format].fallback === null)
  const recorded = new Map(await Promise.all(usable.map(async (format) => [format, await record(format, ffmpegPath)] as const)))
  const cover = await drawCover()
  let written = 0
  for (let album = 0; album < albums; album++) {
    const format = usable[album % usable.length] as FormatName
    const tracks = Math.floor(((album + 1) * files) / albums) - Math.floor((album * files) / albums)
    const place = join(folder, `Artist ${String(album % 120).padStart(3, '0')}`, `Album number ${album}`)
    mkdirSync(place, { recursive: true })
    const picture: Picture = { bytes: marked(cover, album), size: coverSide }
    for (let track = 1; track <= tracks; track++) {
      const bytes = recorded.get(format)?.assemble([0], tagsOf(album, track, tracks), picture)
      if (bytes) writeFileSync(join(place, `${String(track).padStart(2, '0')} Song ${track}.${FORMATS[format].extension}`), Buffer.concat([bytes].flat()))
      written++
    }
    if (album % 20 === 0) await wait(0)
  }
  return { folder, files: written, albums, formats: [...usable] }
}

/** An MPEG frame of silence; three in a row are audio to any reader. */
function silentFrame(): Buffer {
  const frame = Buffer.alloc(104)
  frame.set([0xff, 0xfb, 0x10, 0xc4])
  return frame
}

function textFrame(name: string, text: string): Buffer {
  const body = Buffer.from(`\u0003${text}`, 'utf8')
  const head = Buffer.alloc(10)
  head.write(name, 'latin1')
  head.writeUInt32BE(body.length, 4)
  return Buffer.concat([head, body])
}

/** The smallest real MP3 with tags: about 600 bytes. */
export function tinyMp3(title: string, artist: string, album: string, track: number): Buffer {
  const frames = Buffer.concat([textFrame('TIT2', title), textFrame('TPE1', artist), textFrame('TPE2', artist), textFrame('TALB', album), textFrame('TRCK', String(track)), textFrame('TDRC', '1999'), textFrame('TCON', 'Rock')])
  const size = frames.length
  const head = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, (size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127])
  return Buffer.concat([head, frames, silentFrame(), silentFrame(), silentFrame()])
}

/** Writes very many tiny files in albums of ten. */
export async function writeTinyCorpus(folder: string, files: number): Promise<Corpus> {
  const albums = Math.ceil(files / 10)
  for (let album = 0; album < albums; album++) {
    const artist = `Artist ${String(album % Math.ceil(albums / 10)).padStart(4, '0')}`
    const place = join(folder, artist, `Album ${String(album).padStart(5, '0')}`)
    mkdirSync(place, { recursive: true })
    for (let track = 1; track <= Math.min(10, files - album * 10); track++) writeFileSync(join(place, `${String(track).padStart(2, '0')} Track ${track}.mp3`), tinyMp3(`Track ${track} of ${album}`, artist, `Album ${album}`, track))
    if (album % 500 === 0) await wait(0)
  }
  return { folder, files, albums, formats: ['mp3'] }
}
