// End-to-end tests in the real Electron. Where its binary cannot be had they are not run, and that is said.
import './node-version.ts'
import { spawnSync } from 'node:child_process'
import { buildIfNeeded } from './built.ts'
import { findElectron } from './electron-binary.ts'

const executable = findElectron()
if (executable === null) {
  console.log('The Electron binary is not here, so its end-to-end tests were not run. `node -e "require(\'electron\')"` downloads it.')
  console.log('0 passed, 0 failed, 1 skipped')
  process.exit(0)
}
if (!buildIfNeeded()) process.exit(1)
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/electron/vitest.config.ts'], { stdio: 'inherit', env: { ...process.env, SILLON_ELECTRON: executable } })
process.exit(status ?? 1)
