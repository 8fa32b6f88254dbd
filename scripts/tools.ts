import { spawnSync } from 'node:child_process'
import { findChromium } from '../tests/e2e/harness.ts'

type Tool = { name: string; debianPackage: string; isPresent: () => boolean; why: string }

function onPath(command: string): boolean {
  return spawnSync(process.platform === 'win32' ? 'where' : 'which', [command], { stdio: 'ignore' }).status === 0
}

const tools: Tool[] = [
  {
    name: 'Chromium',
    debianPackage: 'chromium',
    isPresent: () => findChromium() !== null,
    why: 'end-to-end tests',
  },
  { name: 'ffmpeg', debianPackage: 'ffmpeg', isPresent: () => Boolean(process.env.SILLON_FFMPEG) || onPath('ffmpeg'), why: 'tests of tags and of playing what Chromium cannot decode' },
]

/** As root on Debian installs what the tests use and is missing; elsewhere says what to install. */
export function installTools(): void {
  const missing = tools.filter((tool) => !tool.isPresent())
  if (missing.length === 0) return
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get')
  if (canInstall) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const packages = missing.map((tool) => tool.debianPackage)
    console.log(`Installing ${packages.join(', ')} for the tests…`)
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'ignore', env })
  }
  for (const tool of missing) {
    if (!tool.isPresent()) console.log(`${tool.name} was not found: ${tool.why} will be skipped. Install it${tool.name === 'Chromium' ? ' or set CHROMIUM_PATH' : ''}.`)
  }
}
