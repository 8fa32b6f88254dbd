// Measures what Sillon costs. `--json` prints one document; words after it name the groups to run (`scan`, `lists`, …).
import './node-version.ts'
import { readdirSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { createReport } from '../tests/bench/report.ts'
import type { Bench, Figure } from '../tests/bench/report.ts'

const isJson = process.argv.includes('--json')
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const groups = readdirSync('tests/bench')
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.slice(0, -'.bench.ts'.length))
  .filter((group) => wanted.length === 0 || wanted.includes(group))

function line({ name, value, unit, baseline, ratio, target, isMet }: Figure): string {
  const compared = baseline ? `, ${baseline.name} ${round(baseline.value)} (ratio ${round(ratio ?? 0)})` : ''
  const judged = target ? ` — ${isMet ? 'met' : 'NOT met'}: ${target}` : ''
  return `  ${name}: ${round(value)} ${unit}${compared}${judged}`
}

function round(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

const figures: Figure[] = []
const skips: { group: string; name: string; reason: string }[] = []
let hasFailed = false
for (const group of groups) {
  const report = createReport(group)
  if (!isJson) console.log(group)
  try {
    const { run } = (await import(`../tests/bench/${group}.bench.ts`)) as Bench
    await run(report)
  } catch (error) {
    hasFailed = true
    process.stderr.write(`${group}: ${error instanceof Error ? error.stack : String(error)}\n`)
  }
  figures.push(...report.figures)
  skips.push(...report.skips)
  if (!isJson) {
    for (const figure of report.figures) console.log(line(figure))
    for (const { name, reason } of report.skips) console.log(`  ${name}: not measured, ${reason}`)
  }
}
if (isJson) console.log(JSON.stringify({ machine: { cores: cpus().length, memoryBytes: totalmem(), node: process.version, platform: process.platform }, figures, skips }))
process.exit(hasFailed ? 1 : 0)
