import { spawn } from 'node:child_process'
import type { FileHandle } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { LibraryFile } from './library-file.ts'
import { flacChannels, flacRate, flacSamples } from './playable.rules.ts'

/** Demuxers of audio; none that follows references to other files or addresses. */
const demuxers = 'aac,ac3,aiff,ape,asf,dsf,eac3,flac,iff,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpc,mpc8,ogg,tak,tta,w64,wav,wv'

const keptErrors = 2000
const descriptor = 3

/** No text from outside is an argument, save the path on Windows, which `file:` keeps from being an option. */
function argumentsFor(file: LibraryFile, input: string, output: string): string[] {
  const [rate, channels] = [flacRate(file), flacChannels(file)]
  const reshaping = [...(rate === null ? [] : ['-ar', String(rate)]), ...(channels === null ? [] : ['-ac', String(channels)])]
  return [
    '-nostdin', '-hide_banner', '-v', 'error', '-y', '-protocol_whitelist', 'file', '-format_whitelist', demuxers, '-i', input,
    '-map', '0:a:0', '-map_metadata', '-1', '-map_chapters', '-1',
    '-c:a', 'flac', '-compression_level', '0', '-sample_fmt', flacSamples(file), ...reshaping, '-f', 'flac', `file:${output}`,
  ]
}

function failureOf(errors: string): AppError {
  if (/No space left on device|Disk quota exceeded/i.test(errors)) return new AppError('disk-full', say`There is no room on the disk to prepare this track for playing. Free some space and try again.`)
  return new AppError('unsupported', say`ffmpeg could not read this file. It may be damaged, or of a kind this ffmpeg does not know.`, { data: { ffmpeg: errors } })
}

/**
 * Makes FLAC of an open file. The file is handed over as a descriptor, so that what was checked is what is read and
 * names that are not text work. Rejects with a sentence; when it has settled, ffmpeg is gone, killed or not.
 */
export async function encodeFlac(ffmpegPath: string, file: LibraryFile, handle: FileHandle, output: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new AppError('unavailable', say`Preparing this track was given up.`)
  const hasDescriptors = process.platform !== 'win32'
  const input = hasDescriptors ? `file:/dev/fd/${descriptor}` : `file:${file.path.toString()}`
  const child = spawn(ffmpegPath, argumentsFor(file, input, output), { stdio: ['ignore', 'ignore', 'pipe', ...(hasDescriptors ? [handle.fd] : [])], windowsHide: true })
  const kill = (): void => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrors)
  })
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', (error) => reject(new AppError('unsupported', say`ffmpeg could not be started. See Settings, Playback.`, { cause: error })))
      child.once('close', (code) => (code === 0 ? resolve() : reject(failureOf(errors))))
    })
  } finally {
    signal.removeEventListener('abort', kill)
  }
}
