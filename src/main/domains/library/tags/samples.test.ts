import { execFile, spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import type { FileTags } from './file-tags.ts'
import { codecs } from './file-tags.ts'
import { readCovers, readFileTags } from './read-file-tags.ts'
import { ReadFailure } from './read-failure.ts'
import { explained, outcomes as expectedOutcomes } from '#tests/fixtures/explained-samples.ts'

const samples = process.env.SILLON_SAMPLES
const folder = join(samples ?? '', 'audio')
const probeVersion = /ffprobe version (\d+)/.exec(spawnSync('ffprobe', ['-version'], { encoding: 'utf8' }).stdout ?? '')?.[1]
const skipped = samples ? '' : ' (skipped: SILLON_SAMPLES names no folder of sample files)'
const skippedProbe = skipped || (probeVersion ? '' : ' (skipped: ffprobe is not installed)')

type Outcome = { tags: FileTags; ms: number } | { failure: ReadFailure; ms: number }

const files = samples
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
  : []
const outcomes = new Map<string, Outcome>()

beforeAll(async () => {
  for (const file of files) {
    const start = performance.now()
    try {
      const tags = await readFileTags(join(folder, file))
      outcomes.set(file, { tags, ms: performance.now() - start })
    } catch (error) {
      if (!(error instanceof ReadFailure)) throw error
      outcomes.set(file, { failure: error, ms: performance.now() - start })
    }
  }
})

test.skipIf(!samples)(`every sample is read or refused with a reason, none takes long or fills the memory${skipped}`, async () => {
  expect(outcomes.size).toBeGreaterThan(300)
  const before = process.memoryUsage().rss
  const refusals = await Promise.all(files.map((file) => readCovers(join(folder, file)).then(() => undefined, (error: unknown) => error)))
  expect(refusals.filter((error) => error !== undefined && !(error instanceof ReadFailure))).toEqual([])
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
  expect([...outcomes].filter(([, { ms }]) => ms > 1000).map(([file]) => file)).toEqual([])
  expect([...outcomes.values()].flatMap((outcome) => ('tags' in outcome ? [outcome.tags.codec] : [])).filter((codec) => !codecs.includes(codec))).toEqual([])
})

interface Probe {
  format?: { duration?: string; tags?: Record<string, string> }
  streams?: { codec_type?: string; codec_name?: string; duration?: string; tags?: Record<string, string>; disposition?: { attached_pic?: number } }[]
}

const run = promisify(execFile)

async function probe(file: string): Promise<Probe> {
  const { stdout } = await run('ffprobe', ['-v', 'quiet', '-show_format', '-show_streams', '-of', 'json', join(folder, file)], { timeout: 20_000 }).catch(() => ({ stdout: '{}' }))
  return JSON.parse(stdout) as Probe
}

async function probeAll(): Promise<Map<string, Probe>> {
  const found = new Map<string, Probe>()
  const waiting = [...files]
  const work = async (): Promise<void> => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) found.set(file, await probe(file))
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))
  return found
}

const codecNames: Record<string, string> = { musepack7: 'musepack', musepack8: 'musepack', wmav1: 'wma', wmav2: 'wma', wmapro: 'wma', wmalossless: 'wma', wmavoice: 'wma' }

function codecOf(name: string): string {
  if (name.startsWith('pcm_')) return 'pcm'
  return name.startsWith('dsd_') ? 'dsd' : (codecNames[name] ?? name)
}

function clean(text: string | null | undefined): string | null {
  const value = text?.replaceAll('\0', '').trim().normalize('NFC')
  return value === undefined || value === '' ? null : value
}

function firstNumber(text: string | undefined): number | null {
  return Number.parseInt(text ?? '', 10) || null
}

/** What the two readers disagree on: "field: ours, theirs". */
function differences(tags: FileTags, { format, streams }: Probe): string[] {
  const audio = streams?.find((stream) => stream.codec_type === 'audio')
  const theirs: Record<string, string> = {}
  for (const source of [audio?.tags, format?.tags]) for (const [name, value] of Object.entries(source ?? {})) theirs[name.toLowerCase()] = value
  const lengths = [format?.duration, audio?.duration].map(Number).filter((seconds) => seconds >= 0)
  const ms = tags.durationMs ?? Number.NaN
  const found: string[] = []
  const compare = (field: string, ours: unknown, other: unknown): void => {
    if (ours !== other) found.push(`${field}: ${String(ours)}, ${String(other)}`)
  }
  compare('codec', tags.codec, codecOf(audio?.codec_name ?? 'unknown'))
  if (!lengths.some((seconds) => Math.abs(seconds * 1000 - ms) <= 100)) found.push(`duration: ${ms}, ${lengths.map((seconds) => seconds * 1000).join(' or ') || 'unknown'}`)
  compare('title', clean(tags.title), clean(theirs.title))
  compare('artist', clean(tags.artist), clean(theirs.artist ?? theirs.author))
  compare('album', clean(tags.album), clean(theirs.album))
  compare('track', tags.trackNumber, firstNumber(theirs.track ?? theirs.tracknumber))
  compare('disc', tags.discNumber, firstNumber(theirs.disc ?? theirs.discnumber))
  compare('year', tags.year, firstNumber(/\d{4}/.exec(theirs.date ?? theirs.year ?? theirs.tyer ?? theirs['wm/year'] ?? theirs.date_recorded ?? '')?.[0]))
  compare('cover', tags.hasCover, streams?.some((stream) => stream.disposition?.attached_pic === 1) ?? false)
  return found
}

test.skipIf(!samples || !probeVersion)(`title, artist, album, track, disc, year, duration, codec and cover agree with ffprobe, or the difference is explained${skippedProbe}`, { timeout: 240_000 }, async () => {
  const probes = await probeAll()
  const unexplained: string[] = []
  const used = new Set<string>()
  for (const [file, outcome] of outcomes) {
    const theirs = probes.get(file) ?? {}
    const audio = theirs.streams?.find((stream) => stream.codec_type === 'audio')
    if (!audio || 'failure' in outcome) {
      const ours = 'failure' in outcome ? outcome.failure.reason : `${outcome.tags.codec} ${outcome.tags.durationMs ?? '?'} ms`
      used.add(`${file} outcome`)
      if (ours !== expectedOutcomes[file]?.[0]) unexplained.push(`${file}: ours ${ours}, ffprobe ${audio ? audio.codec_name : 'cannot read it'}`)
      continue
    }
    for (const difference of differences(outcome.tags, theirs)) {
      const field = difference.slice(0, difference.indexOf(':'))
      used.add(`${file} ${field}`)
      if (!explained[file]?.[field]) unexplained.push(`${file} · ${difference}`)
    }
  }
  expect(unexplained).toEqual([])
  // The table was made beside ffprobe 5; another version may agree with us more often.
  const entries = [...Object.keys(expectedOutcomes).map((file) => `${file} outcome`), ...Object.entries(explained).flatMap(([file, fields]) => Object.keys(fields).map((field) => `${file} ${field}`))]
  expect(probeVersion === '5' ? entries.filter((entry) => !used.has(entry)) : []).toEqual([])
})
