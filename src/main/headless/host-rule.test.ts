import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { createHostRule, isLoopback } from './host-rule.ts'

test('a server for this computer answers to loopback names only', () => {
  const { isAllowedHost } = createHostRule('127.0.0.1', undefined)
  for (const host of ['localhost:4545', 'LOCALHOST', '127.0.0.1:4545', '127.1.2.3', '[::1]:4545', 'localhost.']) expect(isAllowedHost(host)).toBe(true)
  for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '192.168.1.2:4545', '', undefined]) expect(isAllowedHost(host)).toBe(false)
})

test('a server others reach answers to addresses and its own name, but not to any name', () => {
  const { isAllowedHost } = createHostRule('0.0.0.0', undefined)
  for (const host of ['192.168.1.2:4545', '[fe80::1]:4545', `${hostname()}:4545`, `${hostname()}.local`, 'localhost']) expect(isAllowedHost(host)).toBe(true)
  for (const host of ['evil.example:4545', '192.168.1.2.evil.example']) expect(isAllowedHost(host)).toBe(false)
})

test('names behind a proxy are listed, with or without a port', () => {
  const { isAllowedHost } = createHostRule('127.0.0.1', ' Music.example , other.example:8443')
  expect(['music.example', 'MUSIC.example:443', 'other.example:8443', 'other.example'].map(isAllowedHost)).toEqual([true, true, true, false])
})

test('an origin is allowed only where it is the host that is addressed', () => {
  const { isAllowedOrigin } = createHostRule('127.0.0.1', 'music.example')
  expect(isAllowedOrigin('http://127.0.0.1:4545', '127.0.0.1:4545')).toBe(true)
  expect(isAllowedOrigin('https://music.example', 'music.example')).toBe(true)
  expect(isAllowedOrigin('http://127.0.0.1:8080', '127.0.0.1:4545')).toBe(false)
  expect(isAllowedOrigin('http://localhost:4545', '127.0.0.1:4545')).toBe(false)
  expect(isAllowedOrigin('http://evil.example', 'evil.example')).toBe(false)
  for (const origin of ['null', '', undefined]) expect(isAllowedOrigin(origin, '127.0.0.1:4545')).toBe(false)
})

test.each([['localhost', true], ['127.0.0.1', true], ['::1', true], ['0.0.0.0', false], ['::', false], ['127.0.0.1.example', false]])('%s is loopback: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected)
})
