// Writes src/main/kernel/db/rows.gen.ts from the migrations: one row type a table. `--check` only compares and exits 1
// when the committed file differs.
import { readFileSync, writeFileSync } from 'node:fs'
import { renderRows } from './rows.ts'

const target = 'src/main/kernel/db/rows.gen.ts'
const rendered = renderRows('migrations/library')

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== rendered) {
    console.error(`${target} is not what the migrations say. Run: npm run generate:rows`)
    process.exit(1)
  }
} else {
  writeFileSync(target, rendered)
}
