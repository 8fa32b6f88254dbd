import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { arrange, MAKING } from './album-plan.ts'
import type { PlannedAlbum, PlannedTrack } from './album-plan.ts'
import { encode, FORMATS } from './formats/encode.ts'
import type { Picture, TrackTags } from './formats/assembler.ts'
import { combine, measurePieces, replayGain } from './music/loudness.ts'
import type { Loudness } from './music/loudness.ts'
import { recordAlbum } from './music/mixdown.ts'
import type { Material } from './music/mixdown.ts'
import type { WorkerRun } from '#main/kernel/workers/worker-protocol.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { seededRandom } from './seeded-random.ts'

const COVER_SIZE = 1000
const SVG_SIZE = 600

// The threads that call this are as many as there are cores.
sharp.concurrency(1)

export type AlbumOrder = { folder: string; album: PlannedAlbum; /** The folder of the drawings. */ covers: string; ffmpegPath: string | null }

/** Everything is written aside and moved into place at once: an album that is there is complete. */
export async function makeAlbum({ folder, album, covers, ffmpegPath }: AlbumOrder, run: Pick<WorkerRun, 'signal' | 'throwIfAborted'>): Promise<void> {
  const aside = join(folder, MAKING, album.id)
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside, { recursive: true })

  const { sampleRate, grain } = FORMATS[album.format]
  const material = recordAlbum({ style: album.recipe.style, sampleRate, grain, random: seededRandom(album.seed) })
  const [assembler, picture] = await Promise.all([encode(album.format, material, ffmpegPath, run.signal), drawCover(album, covers)])
  const isEmbedded = album.recipe.cover === 'embedded' || album.recipe.cover === 'both'
  if (picture && album.recipe.cover !== 'embedded') await writeFile(join(aside, 'folder.jpg'), picture.bytes)

  const pieces = measurePieces(material)
  const orders = album.tracks.map((track, position) => arrange(material, track, position))
  const loudness = orders.map((order) => combine(order.flatMap((index) => pieces[index] ?? [])))
  const whole = combine(loudness)
  for (const [position, track] of album.tracks.entries()) {
    run.throwIfAborted()
    const order = orders[position] ?? []
    const tags = completeTags(album, track, material, order, loudness[position] ?? whole, whole, assembler.channels)
    const path = join(aside, track.path)
    if (track.path.includes('/')) await mkdir(dirname(path), { recursive: true })
    await writeParts(path, assembler.assemble(order, tags, isEmbedded ? picture : null))
    if (track.tags.lyrics && album.recipe.lyricsAs === 'lrc') await writeFile(path.replace(/\.[a-z0-9]+$/, '.lrc'), timedLyrics(track.tags.lyrics, track.seconds))
  }

  const target = join(folder, album.path)
  await mkdir(dirname(target), { recursive: true })
  await rename(album.isLoose ? join(aside, album.tracks[0]?.path ?? '') : aside, target)
  await rm(aside, { recursive: true, force: true })
}

async function writeParts(path: string, parts: Uint8Array[]): Promise<void> {
  const file = await open(path, 'w')
  try {
    const { bytesWritten } = await file.writev(parts)
    if (bytesWritten < parts.reduce((sum, part) => sum + part.length, 0)) throw new AppError('disk-full', say`The disk is full. Albums that were finished are kept; make room and start the demo again.`)
  } finally {
    await file.close()
  }
}

function completeTags(album: PlannedAlbum, track: PlannedTrack, material: Material, order: readonly number[], loudness: Loudness, whole: Loudness, channels: number): TrackTags {
  const song = material.songs[material.pieces[order[0] ?? 0]?.song ?? 0]
  return {
    ...track.tags,
    lyrics: album.recipe.lyricsAs === 'embedded' ? track.tags.lyrics : null,
    bpm: song?.bpm ?? 100,
    key: song?.key ?? 'C',
    trackGain: replayGain(loudness, channels),
    trackPeak: loudness.peak,
    albumGain: album.isLoose ? null : replayGain(whole, channels),
    albumPeak: album.isLoose ? null : whole.peak,
  }
}

async function drawCover(album: PlannedAlbum, covers: string): Promise<Picture | null> {
  if (album.recipe.cover === 'none') return null
  const svg = await readFile(join(covers, `${coverName(album)}.svg`))
  const bytes = await sharp(svg, { density: (72 * COVER_SIZE) / SVG_SIZE }).jpeg({ quality: 78 }).toBuffer()
  return { bytes, size: COVER_SIZE }
}

/** An MP3 copy shows the cover of what it is a copy of; a new edition has its own. */
function coverName({ id, recipe }: PlannedAlbum): string {
  return recipe.alsoMp3 && recipe.editionOf !== undefined ? recipe.editionOf : id
}

/** Spread evenly after a short introduction, as LRC. */
function timedLyrics(lines: readonly string[], seconds: number): string {
  const first = Math.min(12, seconds / 6)
  const step = (seconds - first - 8) / lines.length
  return `${lines
    .map((line, index) => {
      const at = first + index * step
      const minutes = Math.floor(at / 60)
      return `[${String(minutes).padStart(2, '0')}:${(at - minutes * 60).toFixed(2).padStart(5, '0')}]${line}`
    })
    .join('\n')}\n`
}
