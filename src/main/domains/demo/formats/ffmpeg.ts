import { spawn } from 'node:child_process'

/** Runs ffmpeg on mono 32-bit float samples and returns what it writes to its output. Rejects with ffmpeg's own words, or when the signal aborts. */
export async function runFfmpeg(path: string, sampleRate: number, samples: Float32Array, output: readonly string[], signal: AbortSignal): Promise<Buffer> {
  const input = ['-hide_banner', '-loglevel', 'error', '-f', 'f32le', '-ar', String(sampleRate), '-ac', '1', '-i', 'pipe:0']
  const child = spawn(path, [...input, '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', ...output, 'pipe:1'], { stdio: ['pipe', 'pipe', 'pipe'], signal })
  const chunks: Buffer[] = []
  let complaint = ''
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')))
  // An encoder that gives up closes its input; the exit code says so in better words.
  child.stdin.on('error', () => {})
  child.stdin.end(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${complaint.trim()}`)
  return Buffer.concat(chunks)
}
