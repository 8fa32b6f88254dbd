// Files as real encoders write them, in every container ffmpeg can make.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flacPicture, pictureBytes } from '#tests/factories/audio-bytes.ts'
import { temporaryFolder } from '#tests/factories/library.ts'
import type { Codec, Container } from './file-tags.ts'
import { readCovers, readFileTags } from './read-file-tags.ts'

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0
const skipped = hasFfmpeg ? '' : ' (skipped: ffmpeg is not installed)'
const seconds = 3

interface Case {
  ending: string
  codec: Codec
  container: Container
  args: string[]
  /** Where ffmpeg writes no tags of its own. */
  isUntagged?: boolean
  /** How pictures are given. */
  cover?: 'stream' | 'base64'
}

const cases: Case[] = [
  { ending: 'mp3', codec: 'mp3', container: 'mpeg', args: ['-c:a', 'libmp3lame', '-q:a', '4', '-id3v2_version', '3'], cover: 'stream' },
  { ending: 'mp3', codec: 'mp3', container: 'mpeg', args: ['-c:a', 'libmp3lame', '-b:a', '128k', '-write_xing', '0', '-id3v2_version', '4'] },
  { ending: 'mp2', codec: 'mp2', container: 'mpeg', args: ['-c:a', 'mp2'], isUntagged: true },
  { ending: 'flac', codec: 'flac', container: 'flac', args: ['-c:a', 'flac'], cover: 'stream' },
  { ending: 'ogg', codec: 'vorbis', container: 'ogg', args: ['-c:a', 'libvorbis'], cover: 'base64' },
  { ending: 'opus', codec: 'opus', container: 'ogg', args: ['-c:a', 'libopus'], cover: 'base64' },
  { ending: 'oga', codec: 'flac', container: 'ogg', args: ['-c:a', 'flac', '-f', 'ogg'] },
  { ending: 'm4a', codec: 'aac', container: 'mp4', args: ['-c:a', 'aac'], cover: 'stream' },
  { ending: 'm4a', codec: 'alac', container: 'mp4', args: ['-c:a', 'alac'] },
  { ending: 'mp4', codec: 'aac', container: 'mp4', args: ['-c:a', 'aac', '-movflags', '+frag_keyframe+empty_moov+default_base_moof'], isUntagged: true },
  { ending: 'aac', codec: 'aac', container: 'adts', args: ['-c:a', 'aac', '-f', 'adts'], isUntagged: true },
  { ending: 'wav', codec: 'pcm', container: 'wav', args: ['-c:a', 'pcm_s24le'] },
  { ending: 'aiff', codec: 'pcm', container: 'aiff', args: ['-c:a', 'pcm_s16be', '-write_id3v2', '1'] },
  { ending: 'wma', codec: 'wma', container: 'asf', args: ['-c:a', 'wmav2'] },
  { ending: 'mka', codec: 'flac', container: 'matroska', args: ['-c:a', 'flac'] },
  { ending: 'webm', codec: 'opus', container: 'webm', args: ['-c:a', 'libopus'] },
  { ending: 'wv', codec: 'wavpack', container: 'wavpack', args: ['-c:a', 'wavpack'] },
  { ending: 'tta', codec: 'tta', container: 'tta', args: ['-c:a', 'tta'] },
  { ending: 'ac3', codec: 'ac3', container: 'ac3', args: ['-c:a', 'ac3'], isUntagged: true },
  { ending: 'eac3', codec: 'eac3', container: 'ac3', args: ['-c:a', 'eac3'], isUntagged: true },
]

const cover = pictureBytes(120_000)

function encode({ ending, args, cover: how }: Case): string {
  const folder = temporaryFolder()
  const path = join(folder, `song.${ending}`)
  const picture = join(folder, 'cover.jpg')
  // A real picture, because ffmpeg looks into it.
  spawnSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'nullsrc=s=320x320,geq=random(1)*255:128:128', '-frames:v', '1', picture])
  const base64 = how === 'base64' ? `METADATA_BLOCK_PICTURE=${flacPicture(cover).toString('base64').replaceAll('=', '\\=')}\n` : ''
  writeFileSync(join(folder, 'tags.txt'), `;FFMETADATA1\ntitle=Tïtle 題名\nartist=Ärtist & Friends\nalbum=Älbum\nalbum_artist=Various\ntrack=7/12\ndisc=2/3\ndate=1994\ngenre=Trip-Hop\n${base64}`)
  const sound = ['-f', 'lavfi', '-i', `sine=f=440:sample_rate=44100:d=${seconds}`, '-i', join(folder, 'tags.txt')]
  const maps = how === 'stream' ? ['-i', picture, '-map', '0:a', '-map', '2:v', '-c:v', 'copy', '-disposition:v', 'attached_pic'] : ['-map', '0:a']
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', ...sound, ...maps, '-map_metadata', '1', '-ac', '2', ...args, path], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  return path
}

test.skipIf(!hasFfmpeg).each(cases)(`$container with $codec: tags, cover and a length within 0.1 s${skipped}`, async (each) => {
  const path = encode(each)
  const tags = await readFileTags(path)
  expect(tags).toMatchObject({ container: each.container, codec: each.codec, channels: 2, warnings: [] })
  expect(Math.abs((tags.durationMs ?? 0) - seconds * 1000)).toBeLessThanOrEqual(100)
  expect(tags.bitrate).toBeGreaterThan(8)
  const said = { title: 'Tïtle 題名', artist: 'Ärtist & Friends', album: 'Älbum', albumArtist: 'Various', trackNumber: 7, trackTotal: 12, discNumber: 2, discTotal: 3, year: 1994, genres: ['Trip-Hop'] }
  const partial: Partial<typeof said> = { title: said.title, artist: said.artist }
  expect(tags).toMatchObject(each.isUntagged ? {} : each.ending === 'wav' || each.ending === 'wma' ? partial : said)
  expect(tags.hasCover).toBe(each.cover !== undefined)
  expect(await readCovers(path)).toHaveLength(each.cover === undefined ? 0 : 1)
})
