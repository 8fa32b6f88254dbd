import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { isDecodable } from '#main/domains/playback/media/playable.rules.ts'
import { hasFfmpeg, makeSine } from '#tests/factories/ffmpeg.ts'
import { type FileServer, startFileServer } from './gapless/media-server.ts'
import { chromiumPath, hasChromium } from './gapless/session.ts'

/** A name, what the library would call it, and how ffmpeg makes it. */
const files: readonly [string, { container: string; codec: string; bitsPerSample?: number }, string[]][] = [
  ['a.mp3', { container: 'mpeg', codec: 'mp3' }, []],
  ['a.mp2', { container: 'mpeg', codec: 'mp2' }, []],
  ['a.aac', { container: 'adts', codec: 'aac' }, []],
  ['aac.m4a', { container: 'mp4', codec: 'aac' }, []],
  ['alac.m4a', { container: 'mp4', codec: 'alac' }, ['-c:a', 'alac']],
  ['flac.mp4', { container: 'mp4', codec: 'flac' }, ['-c:a', 'flac', '-strict', '-2']],
  ['opus.mp4', { container: 'mp4', codec: 'opus' }, ['-c:a', 'libopus']],
  ['mp3.mp4', { container: 'mp4', codec: 'mp3' }, ['-c:a', 'libmp3lame']],
  ['ac3.m4a', { container: 'mp4', codec: 'ac3' }, ['-c:a', 'ac3']],
  ['a.flac', { container: 'flac', codec: 'flac' }, []],
  ['hi.flac', { container: 'flac', codec: 'flac' }, ['-ar', '192000', '-sample_fmt', 's32']],
  ['flac.ogg', { container: 'ogg', codec: 'flac' }, ['-c:a', 'flac']],
  ['a.ogg', { container: 'ogg', codec: 'vorbis' }, ['-c:a', 'libvorbis']],
  ['a.opus', { container: 'ogg', codec: 'opus' }, []],
  ['a.spx', { container: 'ogg', codec: 'speex' }, ['-ar', '16000']],
  ['s16.wav', { container: 'wav', codec: 'pcm', bitsPerSample: 16 }, []],
  ['s24.wav', { container: 'wav', codec: 'pcm', bitsPerSample: 24 }, ['-c:a', 'pcm_s24le']],
  ['s32.wav', { container: 'wav', codec: 'pcm', bitsPerSample: 32 }, ['-c:a', 'pcm_s32le']],
  ['f32.wav', { container: 'wav', codec: 'pcm', bitsPerSample: 32 }, ['-c:a', 'pcm_f32le']],
  ['f64.wav', { container: 'wav', codec: 'pcm', bitsPerSample: 64 }, ['-c:a', 'pcm_f64le']],
  ['rf64.wav', { container: 'wav', codec: 'pcm', bitsPerSample: 16 }, ['-rf64', 'always']],
  ['alaw.wav', { container: 'wav', codec: 'pcm', bitsPerSample: 8 }, ['-c:a', 'pcm_alaw']],
  ['mp3.wav', { container: 'wav', codec: 'mp3' }, ['-c:a', 'libmp3lame']],
  ['a.aiff', { container: 'aiff', codec: 'pcm', bitsPerSample: 16 }, []],
  ['flac.mka', { container: 'matroska', codec: 'flac' }, ['-c:a', 'flac']],
  ['pcm.mka', { container: 'matroska', codec: 'pcm', bitsPerSample: 16 }, ['-c:a', 'pcm_s16le']],
  ['alac.mka', { container: 'matroska', codec: 'alac' }, ['-c:a', 'alac']],
  ['opus.webm', { container: 'webm', codec: 'opus' }, ['-c:a', 'libopus']],
  ['vorbis.webm', { container: 'webm', codec: 'vorbis' }, ['-c:a', 'libvorbis']],
  ['a.wma', { container: 'asf', codec: 'wma' }, []],
  ['a.wv', { container: 'wavpack', codec: 'wavpack' }, ['-c:a', 'wavpack']],
  ['a.tta', { container: 'tta', codec: 'tta' }, []],
  ['a.ac3', { container: 'ac3', codec: 'ac3' }, []],
  ['a.eac3', { container: 'ac3', codec: 'eac3' }, []],
]

const canRun = hasChromium && hasFfmpeg
const folder = mkdtempSync(join(tmpdir(), 'sillon-decodable-'))
let server: FileServer
let page: Page

beforeAll(async () => {
  if (!canRun) return
  mkdirSync(folder, { recursive: true })
  for (const [name, , args] of files) makeSine(join(folder, name), 1, args)
  server = await startFileServer(folder, {})
  const browser = await chromium.launch({ executablePath: chromiumPath, headless: true, args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] })
  page = await browser.newPage()
  await page.goto(`${server.origin}/a.mp3`)
})

afterAll(async () => {
  await page?.context().browser()?.close()
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
})

test.skipIf(!canRun).each(files)('%s is streamed as it is exactly when Chromium decodes it (skipped where there is no Chromium or no ffmpeg)', async (name, file) => {
  const decodes = await page.evaluate(async (url) => {
    const bytes = await (await fetch(url)).arrayBuffer()
    return new OfflineAudioContext(2, 44_100, 44_100).decodeAudioData(bytes).then(() => true, () => false)
  }, `${server.origin}/${name}`)
  expect(isDecodable({ bitsPerSample: null, channels: 2, isLossless: false, ...file })).toBe(decodes)
})
