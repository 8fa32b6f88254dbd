import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addAlbum, addFile, addTrack } from '#tests/factories/tracks.ts'
import type { NewFile } from '#tests/factories/tracks.ts'
import { addPlayableTrack, testPlayback } from '#tests/factories/playback.ts'
import { deckItem, neighbour } from './deck-item.service.ts'
import { replaceQueue, setRepeat } from './queue.service.ts'
import { inEnglish } from '#shared/messages/say.ts'

type Setting = ReturnType<typeof testPlayback>

function addRealFile(setting: Setting, file: Omit<NewFile, 'directoryId'> & { name: string }): number {
  writeFileSync(join(setting.folder, file.name), 'not really audio')
  return addFile(setting.db, { ...file, directoryId: setting.directoryId })
}

const notices = ({ heard }: Setting) => heard.filter((event) => event.type === 'notice.raised')
const flac = { container: 'flac', codec: 'flac', isLossless: true, bitsPerSample: 16 }
const alac = { container: 'mp4', codec: 'alac', isLossless: true, bitsPerSample: 16 }

async function itemOf(setting: Setting, trackId: number, isTranscoded = false) {
  const { itemId } = await replaceQueue(setting.playback, { trackIds: [trackId] })
  return deckItem(setting.playback, { itemId: itemId ?? 0, isTranscoded })
}

test('the lossless file is played rather than the lossy one, with its own ReplayGain', async () => {
  const setting = testPlayback()
  const trackId = addTrack(setting.db)
  addRealFile(setting, { trackId, name: 'a.mp3' })
  const best = addRealFile(setting, { trackId, name: 'a.flac', ...flac, trackGain: -7.5 })
  expect(await itemOf(setting, trackId)).toMatchObject({ fileId: best, url: `/media/file/${best}`, codec: 'flac', isTranscoded: false, trackGain: -7.5, albumGain: null, sampleRate: 44_100, channels: 2 })
})

test('of two equal files the one that needs no ffmpeg is played, but more bits win', async () => {
  const setting = testPlayback()
  const trackId = addTrack(setting.db)
  addRealFile(setting, { trackId, name: 'a.m4a', ...alac })
  const plain = addRealFile(setting, { trackId, name: 'a.flac', ...flac })
  expect((await itemOf(setting, trackId)).fileId).toBe(plain)
  const better = addRealFile(setting, { trackId, name: 'b.m4a', ...alac, bitsPerSample: 24, sampleRate: 96_000 })
  expect(await itemOf(setting, trackId)).toMatchObject({ fileId: better, url: `/media/flac/${better}`, codec: 'flac', isTranscoded: true, sampleRate: 96_000 })
})

test('a file that is listed but gone is passed over for one that is there', async () => {
  const setting = testPlayback()
  const trackId = addTrack(setting.db)
  addRealFile(setting, { trackId, name: 'a.flac', ...flac })
  const other = addRealFile(setting, { trackId, name: 'a.mp3' })
  rmSync(join(setting.folder, 'a.flac'))
  expect((await itemOf(setting, trackId)).fileId).toBe(other)
})

test('DSD is announced at the rate ffmpeg will give it', async () => {
  const setting = testPlayback()
  const trackId = addTrack(setting.db)
  addRealFile(setting, { trackId, name: 'a.dsf', container: 'dsf', codec: 'dsd', isLossless: true, bitsPerSample: 1, sampleRate: 2_822_400 })
  expect(await itemOf(setting, trackId)).toMatchObject({ codec: 'flac', isTranscoded: true, sampleRate: 88_200 })
})

test('a file that could not be decoded after all can be asked for as FLAC', async () => {
  const setting = testPlayback()
  const trackId = addPlayableTrack(setting)
  expect(await itemOf(setting, trackId, true)).toMatchObject({ isTranscoded: true, codec: 'flac', url: expect.stringMatching(/^\/media\/flac\//) })
})

test('without ffmpeg the lossy file that plays is better than the lossless one that does not', async () => {
  const setting = testPlayback({ canTranscode: false })
  const trackId = addTrack(setting.db)
  addRealFile(setting, { trackId, name: 'a.m4a', ...alac })
  await expect(itemOf(setting, trackId)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('ffmpeg') })
  const lossy = addRealFile(setting, { trackId, name: 'a.mp3' })
  expect((await itemOf(setting, trackId)).fileId).toBe(lossy)
})

test('a track whose files are all gone says so', async () => {
  const setting = testPlayback()
  const trackId = addTrack(setting.db, { title: 'Slack Water' })
  addFile(setting.db, { directoryId: setting.directoryId, trackId, name: 'gone.mp3', missingSince: 1 })
  await expect(itemOf(setting, trackId)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('“Slack Water”') })
})

test('an album in its order is an album run, shuffled or alone it is not', async () => {
  const setting = testPlayback()
  const albumId = addAlbum(setting.db)
  const [one, two, three] = [1, 2, 3].map((trackNumber) => addPlayableTrack(setting, { albumId, trackNumber })) as [number, number, number]
  const other = addPlayableTrack(setting)
  const runsOf = async (trackIds: number[]) => {
    await replaceQueue(setting.playback, { trackIds })
    const items = await Promise.all(setting.playback.queue.written.map(({ itemId }) => deckItem(setting.playback, { itemId, isTranscoded: false })))
    return items.map((item) => item.isAlbumRun)
  }
  expect(await runsOf([one, two, three])).toEqual([true, true, true])
  expect(await runsOf([other, one, three, other])).toEqual([false, true, true, false])
  expect(await runsOf([three, other, one])).toEqual([false, false, false])
  expect(await runsOf([three, one])).toEqual([false, false])
})

test('missing files are skipped in both directions, and each is told once', async () => {
  const setting = testPlayback()
  const ids = Array.from({ length: 5 }, (_, index) => addPlayableTrack(setting, { title: `Track ${index + 1}` }))
  await replaceQueue(setting.playback, { trackIds: ids })
  const items = setting.playback.queue.written.map((entry) => entry.itemId)
  rmSync(join(setting.folder, `${ids[1]}.mp3`))
  rmSync(join(setting.folder, `${ids[2]}.mp3`))
  for (let times = 0; times < 3; times += 1) {
    expect((await neighbour(setting.playback, { itemId: items[0] ?? 0, direction: 'next', isManual: false }))?.itemId).toBe(items[3])
    expect((await neighbour(setting.playback, { itemId: items[3] ?? 0, direction: 'previous', isManual: true }))?.itemId).toBe(items[0])
  }
  expect(notices(setting).map((event) => inEnglish(event.told).slice(0, 9))).toEqual(['“Track 2”', '“Track 3”'])
})

test('the only track that is left is repeated when the queue is', async () => {
  const setting = testPlayback()
  const [one, two] = [addPlayableTrack(setting), addTrack(setting.db)]
  await replaceQueue(setting.playback, { trackIds: [one, two] })
  const [first] = setting.playback.queue.written.map((entry) => entry.itemId)
  setRepeat(setting.playback, 'all')
  expect((await neighbour(setting.playback, { itemId: first ?? 0, direction: 'next', isManual: false }))?.itemId).toBe(first)
})

test('repeat one does not hold on to a file that has gone', async () => {
  const setting = testPlayback()
  const [one, two] = [addTrack(setting.db), addPlayableTrack(setting)]
  await replaceQueue(setting.playback, { trackIds: [one, two] })
  const [first, second] = setting.playback.queue.written.map((entry) => entry.itemId)
  setRepeat(setting.playback, 'one')
  expect((await neighbour(setting.playback, { itemId: first ?? 0, direction: 'next', isManual: false }))?.itemId).toBe(second)
})

test('a whole drive that is away stops playing instead of skipping through the queue', async () => {
  const setting = testPlayback()
  const ids = Array.from({ length: 60 }, () => addTrack(setting.db))
  await replaceQueue(setting.playback, { trackIds: ids })
  expect(await neighbour(setting.playback, { itemId: null, direction: 'next', isManual: false })).toBeNull()
  expect(notices(setting).at(-1)).toMatchObject({ level: 'error', code: 'playback.gaveUp' })
})

test('an item that has left the queue is not found', async () => {
  const setting = testPlayback()
  await expect(deckItem(setting.playback, { itemId: 77, isTranscoded: false })).rejects.toMatchObject({ code: 'not-found' })
})
