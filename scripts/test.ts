// Everything that must hold: lint, types, generated files, build, unit, integration, architecture, end-to-end.
// Lists every skip with its reason and ends with `N passed, N failed, N skipped`. `--long` runs the long versions.
import './node-version.ts'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfNeeded } from './built.ts'
import { installTools } from './tools.ts'

type Summary = { passed: number; failed: number; skips: { name: string; reason: string }[] }

const isLong = process.argv.includes('--long')
const total: Summary = { passed: 0, failed: 0, skips: [] }

function step(name: string, work: () => boolean): void {
  const start = performance.now()
  const isOk = work()
  if (isOk) total.passed += 1
  else total.failed += 1
  console.log(`${isOk ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
}

function node(...args: string[]): boolean {
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0
}

/** Runs some of vitest's projects and adds up what they came to. */
function runTests(...projects: string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'sillon-run-'))
  const summaryFile = join(folder, 'summary.json')
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...projects.flatMap((project) => ['--project', project]), '--reporter=default', '--reporter=./scripts/test-reporter.ts'],
    { stdio: 'inherit', env: { ...process.env, SILLON_TEST_SUMMARY: summaryFile, ...(isLong && { SILLON_LONG: '1' }) } },
  )
  const summary = existsSync(summaryFile) ? (JSON.parse(readFileSync(summaryFile, 'utf8')) as Summary) : { passed: 0, failed: 1, skips: [] }
  // Something outside every test failed too: an unhandled rejection, a worker that died.
  if (status !== 0 && summary.failed === 0) summary.failed = 1
  total.passed += summary.passed
  total.failed += summary.failed
  total.skips.push(...summary.skips)
  rmSync(folder, { recursive: true, force: true })
}

installTools()
step('lint', () => node('node_modules/oxlint/bin/oxlint', '--deny-warnings'))
step('types', () => node('scripts/check-types.ts'))
step('generated row types are those of the migrations', () => node('scripts/generate-rows.ts', '--check'))
step('build', buildIfNeeded)
runTests('core', 'renderer')
// What is measured in a browser is measured alone.
runTests('end-to-end')

if (total.skips.length > 0) console.log('\nSkipped:')
for (const { name, reason } of total.skips) console.log(`- ${name}: ${reason}`)
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skips.length} skipped`)
process.exit(total.failed > 0 ? 1 : 0)
