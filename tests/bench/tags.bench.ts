// Tag reading: this reader on one thread against a sequential music-metadata loop that also reads covers, over the same files.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseFile } from 'music-metadata'
import { readCovers, readFileTags } from '#main/domains/library/tags/read-file-tags.ts'
import type { Report } from './report.ts'
import { flacPicture } from '#tests/factories/audio-bytes.ts'

const copies = 80
const rounds = 5
const formats: Record<string, string[]> = {
  mp3: ['-c:a', 'libmp3lame', '-q:a', '2', '-id3v2_version', '3'],
  flac: ['-c:a', 'flac'],
  m4a: ['-c:a', 'aac', '-b:a', '160k'],
  ogg: ['-c:a', 'libvorbis', '-q:a', '5'],
  opus: ['-c:a', 'libopus', '-b:a', '128k'],
}

/** 400 files of 30 s with a cover of about 300 kB; only the first of each format is encoded. */
function makeCorpus(folder: string): string[] {
  const ffmpeg = (...args: string[]): void => {
    const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`ffmpeg could not make the files: ${stderr}`)
  }
  const picture = join(folder, 'cover.jpg')
  ffmpeg('-f', 'lavfi', '-i', 'nullsrc=s=720x720,geq=random(1)*255:128:128', '-frames:v', '1', '-q:v', '4', picture)
  const encoded = flacPicture(readFileSync(picture)).toString('base64').replaceAll('=', '\\=')
  for (const [ending, args] of Object.entries(formats)) {
    const isBase64 = ending === 'ogg' || ending === 'opus'
    const tags = join(folder, 'tags.txt')
    writeFileSync(tags, `;FFMETADATA1\ntitle=Title\nartist=Artist\nalbum=Album\nalbum_artist=Artist\ntrack=3/12\ndate=1994\ngenre=Rock\n${isBase64 ? `METADATA_BLOCK_PICTURE=${encoded}\n` : ''}`)
    const maps = isBase64 ? ['-map', '0:a'] : ['-i', picture, '-map', '0:a', '-map', '2:v', '-c:v', 'copy', '-disposition:v', 'attached_pic']
    const first = join(folder, `0.${ending}`)
    ffmpeg('-f', 'lavfi', '-i', 'sine=f=330:sample_rate=44100:d=30', '-i', tags, ...maps, '-map_metadata', '1', '-ac', '2', ...args, first)
    for (let copy = 1; copy < copies; copy++) copyFileSync(first, join(folder, `${copy}.${ending}`))
  }
  rmSync(picture)
  rmSync(join(folder, 'tags.txt'))
  return readdirSync(folder).map((name) => join(folder, name))
}

/** Files per second, the best of several rounds: other work on the machine only ever slows a round down. */
async function perSecond(paths: string[], times: number, read: (path: string) => Promise<unknown>): Promise<number> {
  let best = 0
  for (let round = 0; round < times; round++) {
    const start = performance.now()
    for (const path of paths) await read(path)
    best = Math.max(best, paths.length / ((performance.now() - start) / 1000))
  }
  return Math.round(best)
}

/** Measures on files made on the spot. */
export async function run(report: Report): Promise<void> {
  if (spawnSync('ffmpeg', ['-version']).status !== 0) return report.skip('tags', 'ffmpeg, which makes the files, was not found')
  const folder = mkdtempSync(join(tmpdir(), 'sillon-bench-'))
  try {
    const paths = makeCorpus(folder)
    // The loop is slow: a part of the files, as many of each format, tells as much.
    const some = paths.slice(0, paths.length / 5)
    const baseline = { name: 'music-metadata, one file after another, with covers', value: await perSecond(some, 3, (path) => parseFile(path, { duration: true })) }
    report.add('tags read by one worker', await perSecond(paths, rounds, (path) => readFileTags(path)), 'files/s', { baseline, target: { ratioAtLeast: 8 } })
    report.add('covers of 300 kB read by one worker', await perSecond(paths, 2, (path) => readCovers(path)), 'files/s', { baseline })
    for (const ending of Object.keys(formats)) {
      const own = paths.filter((path) => path.endsWith(`.${ending}`))
      report.add(`tags read by one worker: ${ending}`, await perSecond(own, rounds, (path) => readFileTags(path)), 'files/s')
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
