import { spawnSync } from 'node:child_process'

/** Whether ffmpeg answers on this machine. */
export const hasFfmpeg: boolean = spawnSync('ffmpeg', ['-version']).status === 0

/** Makes a sine of so many seconds; the ending of `path` and the arguments say how it is coded. */
export function makeSine(path: string, seconds: number, args: readonly string[] = []): void {
  const made = spawnSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=44100:duration=${seconds}`, '-ac', '2', ...args, path], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`ffmpeg could not make ${path}: ${made.stderr}`)
}
