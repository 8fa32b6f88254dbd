import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const stamp = 'dist/.built-from'
const inputs = ['src', 'vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json']

function fingerprint(): string {
  const hash = createHash('sha256')
  const add = (path: string): void => {
    const stat = statSync(path)
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name))
    } else if (!path.includes('.test.')) {
      hash.update(path)
      hash.update(readFileSync(path))
    }
  }
  for (const input of inputs) if (existsSync(input)) add(input)
  return hash.digest('hex')
}

/** Builds dist/ unless it was built from exactly these sources. Returns false when the build failed. */
export function buildIfNeeded(): boolean {
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true
  process.stderr.write('Building Sillon…\n')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--app', '--logLevel', 'warn'], { encoding: 'utf8' })
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`)
    return false
  }
  writeFileSync(stamp, wanted)
  return true
}
