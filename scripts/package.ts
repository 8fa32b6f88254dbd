// Builds and packs the desktop app with electron-builder; arguments are passed on (`--linux dir`, `--win`, `--mac`).
// SILLON_ELECTRON_DIST names a folder with an Electron distribution to use instead of the downloaded one.
import './node-version.ts'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { buildIfNeeded } from './built.ts'
import { writeNotices } from './notices.ts'

if (!buildIfNeeded()) process.exit(1)
writeNotices('resources/licences/THIRD-PARTY-NOTICES.txt')

const distribution = process.env.SILLON_ELECTRON_DIST
const { version } = JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')) as { version: string }
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/electron-builder/cli.js',
    ...process.argv.slice(2),
    '--publish',
    'never',
    `-c.electronVersion=${version}`,
    ...(distribution ? [`-c.electronDist=${distribution}`] : []),
  ],
  { stdio: 'inherit' },
)
process.exit(status ?? 1)
