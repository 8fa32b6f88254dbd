import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const stamp = 'dist/.built-from'
const inputs = ['src', 'vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json']

function fingerprint(): string {
  const hash = createHash('sha256')
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name))
    } else if (!path.includes('.test.')) {
      hash.update(path)
      hash.update(readFileSync(path))
    }
  }
  for (const input of inputs) add(input)
  return hash.digest('hex')
}

/** Builds dist/ and notes from which sources. Returns false, after saying why, when it could not. */
export function build(): boolean {
  const sources = fingerprint()
  rmSync(stamp, { force: true })
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--app', '--logLevel', 'warn'], { encoding: 'utf8' })
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`)
  else writeFileSync(stamp, sources)
  return status === 0
}

/** Builds unless dist/ was built from exactly these sources. */
export function buildIfNeeded(): boolean {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()) return true
  process.stderr.write('Building Sillon…\n')
  return build()
}
