import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { apeTag, flac, flacPicture, id3Frame, id3Text, id3v1, id3v2, id3v2Picture, mp3Frames, opus, pictureBytes, wav, xingFrame } from '#tests/factories/audio-bytes.ts'
import { temporaryFolder } from '#tests/factories/library.ts'
import { readCovers, readFileTags } from './read-file-tags.ts'
import { ReadFailure } from './read-failure.ts'

/** A small generator, so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const tag = id3v2([id3Frame('TIT2', id3Text('utf16', 'Title')), id3Frame('APIC', id3v2Picture(pictureBytes(3000))), id3Frame('TXXX', Buffer.from('\x03key\0value'))])
const comments: [string, string][] = [['TITLE', 'Title'], ['ARTIST', 'Artist'], ['METADATA_BLOCK_PICTURE', flacPicture(pictureBytes(3000)).toString('base64')]]
const victims: [string, Buffer][] = [
  ['mp3', Buffer.concat([tag, xingFrame(40, 40 * 417), mp3Frames(40), apeTag({ Title: 'Title', 'Cover Art (Front)': pictureBytes(900) }), id3v1({ title: Buffer.from('Title') })])],
  ['flac', flac(comments, [flacPicture(pictureBytes(3000))])],
  ['opus', opus(comments, 5)],
  ['wav', wav(0.2, [['LIST', Buffer.from('INFOINAM\x06\0\0\0Other\0')], ['id3 ', tag]])],
]

test('damage anywhere ends in tags or in a reason, quickly', async () => {
  const random = seeded(42)
  const folder = temporaryFolder()
  for (const [ending, whole] of victims) {
    const path = join(folder, `victim.${ending}`)
    for (let turn = 0; turn < 250; turn++) {
      const bytes = Buffer.from(whole)
      for (let hit = 0; hit < 1 + (turn % 12); hit++) bytes[Math.floor(random() * bytes.length)] = [0, 0xff, Math.floor(random() * 256)][turn % 3] ?? 0
      writeFileSync(path, turn % 4 === 0 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes)
      const start = performance.now()
      const outcome = await (turn % 2 ? readFileTags(path) : readCovers(path)).catch((error: unknown) => error)
      expect(outcome instanceof Error ? outcome : undefined).toBeOneOf([undefined, expect.any(ReadFailure)])
      expect(performance.now() - start).toBeLessThan(1000)
    }
  }
})

test('frames everywhere and no chain of them are given up soon, and a used-up budget at once', async () => {
  const path = join(temporaryFolder(), 'endless.mp3')
  const noise = Buffer.alloc(8 * 1024 * 1024)
  for (let at = 0; at + 4 < noise.length; at += 37) noise.set([0xff, 0xfb, 0x90 + (at % 64), 0x64], at)
  writeFileSync(path, noise)
  const start = performance.now()
  await expect(readFileTags(path)).rejects.toMatchObject({ reason: 'not-audio' })
  expect(performance.now() - start).toBeLessThan(1000)
  await expect(readFileTags(path, { budgetMs: 0 })).rejects.toMatchObject({ reason: 'too-slow', message: 'The file was given up after 0 seconds.' })
})

test('sizes that lie do not fill the memory', async () => {
  const folder = temporaryFolder()
  const bomb = deflateSync(Buffer.alloc(100 * 1024 * 1024, 0x41))
  const size = bomb.length + 4
  const compressed = Buffer.concat([Buffer.from('TIT2'), Buffer.from([0, (size >> 14) & 0x7f, (size >> 7) & 0x7f, size & 0x7f, 0, 0x09, 0, 0, 0, 0]), bomb])
  const inflated = join(folder, 'bomb.mp3')
  writeFileSync(inflated, Buffer.concat([id3v2([compressed, id3Frame('TALB', id3Text('utf8', 'Album'))]), mp3Frames(4)]))
  const before = process.memoryUsage().rss
  const tags = await readFileTags(inflated)
  expect(tags).toMatchObject({ title: null, album: 'Album' })
  // A picture that claims 16 MB of zeros behind it.
  const sparse = join(folder, 'sparse.flac')
  const lying = flac([['TITLE', 'Title']], [flacPicture(pictureBytes(500))])
  lying.writeUIntBE(0xffffff, lying.length - flacPicture(pictureBytes(500)).length - 3, 3)
  writeFileSync(sparse, lying)
  truncateSync(sparse, 64 * 1024 * 1024)
  expect((await readFileTags(sparse)).title).toBe('Title')
  expect(await readCovers(sparse)).toHaveLength(1)
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
})

test('thousands of values are cut off, not kept', async () => {
  const path = join(temporaryFolder(), 'many.flac')
  writeFileSync(path, flac(Array.from({ length: 9000 }, (_, index): [string, string] => ['ARTIST', `Artist ${index}`])))
  const { artists } = await readFileTags(path)
  expect(artists.length).toBeGreaterThan(100)
  expect(artists.length).toBeLessThanOrEqual(500)
})
