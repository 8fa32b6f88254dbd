import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hasFfmpeg, makeSine } from '#tests/factories/ffmpeg.ts'
import { temporaryFolder, testContext } from '#tests/factories/library.ts'
import { serveMedia } from '#tests/factories/media-server.ts'
import { addFile, addFolder, addTrack } from '#tests/factories/tracks.ts'
import type { NewFile } from '#tests/factories/tracks.ts'
import type { FfmpegLocator } from '../ffmpeg.service.ts'
import { findFfmpeg } from './find-ffmpeg.ts'
import { createMediaHandler } from './media-handler.ts'
import { createTranscodes } from './transcodes.ts'

const samples = process.env.SILLON_SAMPLES

async function served({ maxBytes = 1e9, graceMs = 50, ffmpeg }: { maxBytes?: number; graceMs?: number; ffmpeg?: FfmpegLocator } = {}) {
  const ctx = testContext()
  const folder = temporaryFolder()
  const cache = join(temporaryFolder(), 'transcodes')
  const directoryId = addFolder(ctx.db, folder)
  const trackId = addTrack(ctx.db)
  const found = await findFfmpeg('', process.env)
  const transcodes = createTranscodes({ folder: cache, maxBytes, graceMs, ffmpeg: ffmpeg ?? { current: async () => found, look: async () => found } })
  onTestFinished(() => transcodes.close())
  const base = await serveMedia(createMediaHandler({ ...ctx, transcodes }))
  const add = (file: Omit<NewFile, 'directoryId' | 'trackId'>) => `${base}/media/flac/${addFile(ctx.db, { directoryId, trackId, isLossless: true, bitsPerSample: 16, ...file })}`
  return { folder, cache, transcodes, add }
}

/** The sound itself, whatever holds it. */
function soundOf(path: string): string {
  return spawnSync('ffmpeg', ['-v', 'error', '-i', path, '-map', '0:a:0', '-f', 's16le', '-c:a', 'pcm_s16le', '-'], { maxBuffer: 1e9 }).stdout.toString('base64')
}

async function saved(response: Response): Promise<string> {
  const path = join(temporaryFolder(), 'got.flac')
  writeFileSync(path, Buffer.from(await response.arrayBuffer()))
  return path
}

const alac = { container: 'mp4', codec: 'alac' }

test.skipIf(!hasFfmpeg).each([
  ['a.m4a', 'alac', 'mp4', ['-c:a', 'alac']],
  ['a.wv', 'wavpack', 'wavpack', ['-c:a', 'wavpack']],
  ['a.tta', 'tta', 'tta', ['-c:a', 'tta']],
  ['a.aiff', 'pcm', 'aiff', ['-c:a', 'pcm_s16be']],
])('%s comes as FLAC with every sample of it (skipped where there is no ffmpeg)', async (name, codec, container, args) => {
  const { folder, add } = await served()
  makeSine(join(folder, name), 2, args)
  const response = await fetch(add({ name, codec, container }))
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/flac'])
  expect(soundOf(await saved(response))).toBe(soundOf(join(folder, name)))
})

test.skipIf(!hasFfmpeg).each([
  ['a.wma', 'wma', 'asf', []],
  ['a.ac3', 'ac3', 'ac3', []],
  ['a.eac3', 'eac3', 'ac3', []],
  ['a.mp2', 'mp2', 'mpeg', []],
  ['a.spx', 'speex', 'ogg', ['-ar', '16000']],
])('%s comes as 16-bit FLAC of its length (skipped where there is no ffmpeg)', async (name, codec, container, args) => {
  const { folder, add } = await served()
  makeSine(join(folder, name), 2, args)
  const response = await fetch(add({ name, codec, container, isLossless: false, bitsPerSample: null, sampleRate: name === 'a.spx' ? 16_000 : 44_100 }))
  const probe = spawnSync('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_name,sample_fmt,duration', '-of', 'json', await saved(response)], { encoding: 'utf8' })
  const [stream] = (JSON.parse(probe.stdout) as { streams: { codec_name: string; sample_fmt: string }[] }).streams
  expect(stream).toMatchObject({ codec_name: 'flac', sample_fmt: 's16' })
})

test.skipIf(!hasFfmpeg || !samples).each([
  ['lofty/full_test.ape', 'ape', 'ape'],
  ['lofty/mpc_sv8.mpc', 'musepack', 'musepack'],
  ['lofty/mpc_sv7.mpc', 'musepack', 'musepack'],
  ['dhowden-tag/sample.dsf', 'dsd', 'dsf'],
  ['navidrome/test.tak', 'tak', 'tak'],
  ['mutagen/dsd.wv', 'dsd', 'wavpack'],
  ['music-metadata/mp3_layer1_fl3.mp1', 'mp2', 'mpeg'],
])('the real file %s can be played (skipped where there is no ffmpeg or no SILLON_SAMPLES)', async (sample, codec, container) => {
  const { folder, add } = await served()
  copyFileSync(join(samples ?? '', 'audio', sample), join(folder, 'sample'))
  const response = await fetch(add({ name: 'sample', codec, container, sampleRate: codec === 'dsd' ? 2_822_400 : 44_100 }))
  expect(response.status).toBe(200)
  expect(soundOf(await saved(response)).length).toBeGreaterThan(1000)
})

test.skipIf(!hasFfmpeg)('more than 16 bits stay 24, and rates no browser plays are halved (skipped where there is no ffmpeg)', async () => {
  const { folder, add } = await served()
  makeSine(join(folder, 'a.wv'), 1, ['-c:a', 'wavpack', '-sample_fmt', 's32p', '-ar', '352800'])
  const path = await saved(await fetch(add({ name: 'a.wv', codec: 'wavpack', container: 'wavpack', bitsPerSample: 32, sampleRate: 352_800 })))
  const probe = spawnSync('ffprobe', ['-v', 'error', '-show_entries', 'stream=sample_rate,bits_per_raw_sample', '-of', 'json', path], { encoding: 'utf8' })
  expect((JSON.parse(probe.stdout) as { streams: unknown[] }).streams[0]).toEqual({ sample_rate: '176400', bits_per_raw_sample: '24' })
})

test.skipIf(!hasFfmpeg)('ranges wait for the whole and then know its length (skipped where there is no ffmpeg)', async () => {
  const { folder, add } = await served()
  makeSine(join(folder, 'a.m4a'), 60, ['-c:a', 'alac'])
  const url = add({ name: 'a.m4a', ...alac })
  const [start, end] = await Promise.all([fetch(url, { headers: { range: 'bytes=0-41' } }), fetch(url, { headers: { range: 'bytes=-100' } })])
  const total = Number(start.headers.get('content-range')?.split('/')[1])
  expect([start.status, end.status, end.headers.get('content-range')]).toEqual([206, 206, `bytes ${total - 100}-${total - 1}/${total}`])
  const head = Buffer.from(await start.arrayBuffer())
  expect(head.toString('latin1', 0, 4)).toBe('fLaC')
  expect(head.readBigUInt64BE(18) & 0xf_ffff_ffffn).toBe(60n * 44_100n)
  await end.arrayBuffer()
  const whole = await fetch(url)
  expect([whole.headers.get('content-length'), (await whole.arrayBuffer()).byteLength]).toEqual([String(total), total])
  expect((await fetch(url, { headers: { 'if-none-match': whole.headers.get('etag') ?? '' } })).status).toBe(304)
})

test.skipIf(!hasFfmpeg)('many who ask at once share one ffmpeg (skipped where there is no ffmpeg)', async () => {
  const { folder, cache, add } = await served()
  makeSine(join(folder, 'a.m4a'), 30, ['-c:a', 'alac'])
  const url = add({ name: 'a.m4a', ...alac })
  const bodies = await Promise.all(Array.from({ length: 5 }, async () => Buffer.from(await (await fetch(url)).arrayBuffer())))
  // What was read before the end has the length left open in its header; the sound after it is the same.
  expect(new Set(bodies.map((body) => createHash('md5').update(body.subarray(42)).digest('hex'))).size).toBe(1)
  expect(readdirSync(cache)).toHaveLength(1)
})

const noShell = process.platform === 'win32'

/** Stands in for ffmpeg: writes `first`, waits for the file `go`, then writes `rest`. */
function slowFfmpeg(): { ffmpeg: FfmpegLocator; letGo: () => void } {
  const folder = temporaryFolder()
  const path = join(folder, 'ffmpeg')
  writeFileSync(path, `#!/bin/sh\nfor last; do :; done\nout="\${last#file:}"\nprintf first > "$out"\nwhile [ ! -e "${folder}/go" ]; do sleep 0.05; done\nprintf rest >> "$out"\n`, { mode: 0o755 })
  const found = async () => ({ path, version: 'slow' })
  return { ffmpeg: { current: found, look: found }, letGo: () => writeFileSync(join(folder, 'go'), '') }
}

test.skipIf(noShell)('the first sound comes while the rest is still being made (skipped: a shell script stands in for ffmpeg)', async () => {
  const { ffmpeg, letGo } = slowFfmpeg()
  const { folder, cache, add } = await served({ ffmpeg })
  writeFileSync(join(folder, 'a.m4a'), 'x')
  const response = await fetch(add({ name: 'a.m4a', ...alac }))
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe('first')
  expect(readdirSync(cache)).toEqual([expect.stringMatching(/\.part$/)])
  letGo()
  expect((await reader?.read())?.value).toBe('rest')
  expect((await reader?.read())?.done).toBe(true)
  expect(readdirSync(cache)).toEqual([expect.stringMatching(/\.flac$/)])
})

test.skipIf(noShell)('when nobody waits any more ffmpeg is ended and nothing half made is left (skipped: a shell script stands in for ffmpeg)', async () => {
  const { folder, cache, add } = await served({ ffmpeg: slowFfmpeg().ffmpeg })
  writeFileSync(join(folder, 'a.m4a'), 'x')
  const url = add({ name: 'a.m4a', ...alac })
  const abort = new AbortController()
  const response = await fetch(url, { signal: abort.signal })
  await response.body?.getReader().read()
  abort.abort()
  await expect.poll(() => readdirSync(cache), { timeout: 5000 }).toEqual([])
  const waiting = new AbortController()
  const ranged = fetch(url, { signal: waiting.signal, headers: { range: 'bytes=0-' } })
  await expect.poll(() => readdirSync(cache)).toHaveLength(1)
  waiting.abort()
  await expect(ranged).rejects.toThrow('abort')
  await expect.poll(() => readdirSync(cache), { timeout: 5000 }).toEqual([])
})

test.skipIf(noShell)('a player that lets go and asks again finds it still being made (skipped: a shell script stands in for ffmpeg)', async () => {
  const { ffmpeg, letGo } = slowFfmpeg()
  const { folder, cache, add } = await served({ ffmpeg, graceMs: 60_000 })
  writeFileSync(join(folder, 'a.m4a'), 'x')
  const url = add({ name: 'a.m4a', ...alac })
  await (await fetch(url)).body?.cancel()
  const [growing] = readdirSync(cache)
  const again = fetch(url, { headers: { range: 'bytes=0-' } })
  letGo()
  expect(await (await again).text()).toBe('firstrest')
  expect(growing).toContain('.1.part')
})

test.skipIf(noShell)('stopping ends every ffmpeg at once (skipped: a shell script stands in for ffmpeg)', async () => {
  const { folder, cache, transcodes, add } = await served({ ffmpeg: slowFfmpeg().ffmpeg, graceMs: 60_000 })
  writeFileSync(join(folder, 'a.m4a'), 'x')
  const response = await fetch(add({ name: 'a.m4a', ...alac }))
  await transcodes.close()
  expect(readdirSync(cache)).toEqual([])
  await expect(response.text()).rejects.toThrow('terminated')
})

test.skipIf(!hasFfmpeg)('the folder stays under its size, what was not used for longest goes, and a crash leaves nothing half made (skipped where there is no ffmpeg)', async () => {
  const { folder, cache, add } = await served({ maxBytes: 300_000 })
  mkdirSync(cache)
  writeFileSync(join(cache, '7-abc.flac.1.part'), 'half')
  for (const name of ['a', 'b', 'c', 'd']) {
    makeSine(join(folder, `${name}.m4a`), 5, ['-c:a', 'alac'])
    await (await fetch(add({ name: `${name}.m4a`, ...alac }))).arrayBuffer()
  }
  await expect.poll(() => readdirSync(cache).some((name) => name.endsWith('.part'))).toBe(false)
  const kept = readdirSync(cache)
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.length).toBeLessThan(4)
  expect(kept.some((name) => name.startsWith('4-'))).toBe(true)
})

test.skipIf(!hasFfmpeg)('what was prepared and then removed by hand is prepared anew (skipped where there is no ffmpeg)', async () => {
  const { folder, cache, add } = await served()
  makeSine(join(folder, 'a.m4a'), 2, ['-c:a', 'alac'])
  const url = add({ name: 'a.m4a', ...alac })
  await (await fetch(url)).arrayBuffer()
  for (const name of readdirSync(cache)) spawnSync('rm', [join(cache, name)])
  const again = await fetch(url)
  expect((await again.arrayBuffer()).byteLength).toBeGreaterThan(1000)
})

test.skipIf(!hasFfmpeg)('a damaged file is a sentence (skipped where there is no ffmpeg)', async () => {
  const { folder, add } = await served()
  writeFileSync(join(folder, 'a.m4a'), Buffer.alloc(5000, 7))
  const url = add({ name: 'a.m4a', ...alac })
  for (const headers of [{}, { range: 'bytes=0-' }]) {
    const response = await fetch(url, { headers })
    expect([response.status, await response.text()]).toEqual([415, expect.stringContaining('could not read this file')])
  }
})

test.skipIf(!hasFfmpeg)('a playlist that poses as a song makes ffmpeg open nothing else (skipped where there is no ffmpeg)', async () => {
  const { folder, cache, add } = await served()
  makeSine(join(folder, 'secret.wav'), 1)
  for (const [name, text] of [
    ['hls.m4a', `#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:1,\nfile:${join(folder, 'secret.wav')}\n#EXT-X-ENDLIST\n`],
    ['concat.m4a', `ffconcat version 1.0\nfile ${join(folder, 'secret.wav')}\n`],
  ] as const) {
    writeFileSync(join(folder, name), text)
    expect((await fetch(add({ name, ...alac }))).status).toBe(415)
  }
  expect(readdirSync(cache)).toEqual([])
})

test.skipIf(!hasFfmpeg || process.platform !== 'linux')('names that look like options, or are not text, are only names (skipped where there is no ffmpeg or the system is not Linux)', async () => {
  const { folder, add } = await served()
  makeSine(join(folder, 'plain.m4a'), 1, ['-c:a', 'alac'])
  for (const name of [Buffer.from('-f lavfi.m4a'), Buffer.from('concat:a|b.m4a'), Buffer.from('%d caf\xe9.m4a', 'latin1')]) {
    copyFileSync(join(folder, 'plain.m4a'), Buffer.concat([Buffer.from(`${folder}/`), name]))
    const response = await fetch(add({ name, ...alac }))
    expect([response.status, (await response.arrayBuffer()).byteLength > 1000]).toEqual([200, true])
  }
})

test('without ffmpeg the sentence says what to do, and OptimFROG that nothing can be done', async () => {
  const { folder, add } = await served({ ffmpeg: { current: async () => null, look: async () => null } })
  writeFileSync(join(folder, 'a.m4a'), 'x')
  const response = await fetch(add({ name: 'a.m4a', ...alac }))
  expect([response.status, await response.text()]).toEqual([415, expect.stringContaining('Install ffmpeg')])
  writeFileSync(join(folder, 'a.ofr'), 'x')
  const unknown = await fetch(add({ name: 'a.ofr', container: 'ofr', codec: 'ofr' }))
  expect([unknown.status, await unknown.text()]).toEqual([415, expect.stringContaining('does not know')])
})
