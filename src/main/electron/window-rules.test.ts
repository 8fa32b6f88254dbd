import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#tests/factories/library.ts'
import { findDeepLink, pageOfDeepLink } from './deep-links.ts'
import { readDroppedPaths } from './dropped-paths.ts'
import { readLaunchOptions } from './launch-options.ts'
import { isOwnPage, isWebLink, mayCheck, mayRequest } from './own-pages.ts'
import { isReachable, readWindowState, writeWindowState } from './window-state.ts'

test.each([
  ['sillon://home', '/'],
  ['sillon://library', '/library'],
  ['sillon://album/12', '/album/12'],
  ['sillon://artist/7/', '/artist/7'],
  ['SILLON://jobs', '/jobs'],
  // What a link adds is left out: links only navigate.
  ['sillon://album/1?play=1#x/../..', '/album/1'],
])('the link %s leads to %s', (link, page) => {
  expect(pageOfDeepLink(link)).toBe(page)
})

test.each(['sillon://album/../settings', 'sillon://play/12', 'sillon://album/x', 'https://library', 'file:///library', 'sillon://album/1234567890123456', 'no link'])('the link %s leads nowhere', (link) => {
  expect(pageOfDeepLink(link)).toBeNull()
})

test('the link of a second start is found among its arguments', () => {
  expect(findDeepLink(['sillon', '--no-sandbox', 'sillon://album/3', 'sillon://home'])).toBe('sillon://album/3')
  expect(findDeepLink(['sillon', '.', '--data=sillon'])).toBeNull()
})

test.each([
  [['.', '--data', '/music', '--demo'], { data: '/music', isDemo: true }],
  [['--no-sandbox', '.', '--data=here'], { data: 'here', isDemo: false }],
  [['--original-process-start-time=13', 'sillon://home', '--remote-debugging-port=0'], { data: undefined, isDemo: false }],
  [['--data'], { data: undefined, isDemo: false }],
])('the arguments %j are read among those of Chromium', (args, options) => {
  expect(readLaunchOptions(args)).toEqual(options)
})

test('only pages of the app may ask, and only for the output and the whole screen', () => {
  expect([isOwnPage('app://sillon/'), isOwnPage('app://sillon/album/1'), isOwnPage('app://sillon.evil/'), isOwnPage('https://sillon/'), isOwnPage(''), isOwnPage(undefined)]).toEqual([true, true, false, false, false, false])
  expect([mayRequest('app://sillon/', 'fullscreen'), mayRequest('app://sillon/', 'speaker-selection'), mayRequest('app://sillon/', 'media'), mayRequest('app://sillon/', 'geolocation'), mayRequest('https://evil.example/', 'fullscreen')]).toEqual([true, true, false, false, false])
})

test('audio devices may be looked at, so that outputs have names; cameras and microphones may not be opened', () => {
  expect([mayCheck('app://sillon/', 'media', 'audio'), mayCheck('app://sillon', 'speaker-selection'), mayCheck('app://sillon/', 'media', 'video'), mayCheck('app://sillon/', 'media'), mayCheck('app://sillon.evil', 'fullscreen'), mayCheck('null', 'media', 'audio')]).toEqual([true, true, false, false, false, false])
  expect(mayRequest('app://sillon/', 'media')).toBe(false)
})

test('only links of the web are opened in the browser', () => {
  expect(['https://example.org/a', 'http://example.org', 'file:///etc/passwd', 'javascript:alert(1)', 'smb://server/share', 'nonsense'].map(isWebLink)).toEqual([true, false, false, false, false, false])
})

test('what was dropped is taken as paths, as far as it can be', () => {
  expect(readDroppedPaths(['/music', 7, '', null, '/more'])).toEqual(['/music', '/more'])
  expect(readDroppedPaths(Array.from({ length: 30 }, (_, index) => `/${index}`))).toHaveLength(20)
  expect([readDroppedPaths('x'), readDroppedPaths(undefined), readDroppedPaths(['x'.repeat(5_000)])]).toEqual([[], [], []])
})

const screens = [{ x: 0, y: 25, width: 1920, height: 1055 }, { x: -1280, y: 0, width: 1280, height: 1024 }]

test.each([
  [{ x: 100, y: 100, width: 1280, height: 800 }, true],
  [{ x: -1200, y: 10, width: 900, height: 600 }, true],
  [{ x: 1841, y: 100, width: 900, height: 600 }, false],
  [{ x: 100, y: 1041, width: 900, height: 600 }, false],
  [{ x: 100, y: -700, width: 900, height: 600 }, false],
  [{ x: 5_000, y: 100, width: 900, height: 600 }, false],
])('a window at %j can be taken hold of: %s', (bounds, expected) => {
  expect(isReachable(bounds, screens)).toBe(expected)
})

test('a window comes back where it was, unless no screen shows that place any more', () => {
  const file = join(temporaryFolder(), 'window.json')
  expect(readWindowState(file, screens)).toEqual({ bounds: undefined, isMaximised: false })
  const bounds = { x: -1200, y: 10, width: 900, height: 600 }
  writeWindowState(file, { bounds, isMaximised: true })
  expect(readWindowState(file, screens)).toEqual({ bounds, isMaximised: true })
  expect(readWindowState(file, screens.slice(0, 1))).toEqual({ bounds: undefined, isMaximised: true })
  writeFileSync(file, '{"bounds":{"x":"here"}}')
  expect(readWindowState(file, screens)).toEqual({ bounds: undefined, isMaximised: false })
})
