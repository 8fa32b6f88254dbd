import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

const inName = /\(skipped: (.+)\)$/

/** Writes counts and skips with their reasons to the file named by SILLON_TEST_SUMMARY. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env.SILLON_TEST_SUMMARY
    if (!file) return
    let passed = 0
    let failed = 0
    const skips: { name: string; reason: string }[] = []
    for (const module of modules) {
      failed += module.state() === 'failed' && module.children.size === 0 ? 1 : 0
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') passed += 1
        else if (result.state === 'failed') failed += 1
        else {
          const note = 'note' in result ? result.note : undefined
          skips.push({ name: test.fullName.replace(inName, '').trim(), reason: note ?? inName.exec(test.fullName)?.[1] ?? 'no reason given' })
        }
      }
    }
    writeFileSync(file, JSON.stringify({ passed, failed, skips }))
  }
}

// Vitest loads a reporter file by its default export.
export default SummaryReporter
