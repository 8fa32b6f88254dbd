import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('without arguments it serves this computer only', () => {
  expect(readOptions([])).toEqual({ port: 4545, host: '127.0.0.1', data: undefined, isDemo: false, opensBrowser: false })
})

test('every option is read', () => {
  expect(readOptions(['--port', '0', '--host=::1', '--data', 'here', '--demo', '--open'])).toEqual({ port: 0, host: '::1', data: 'here', isDemo: true, opensBrowser: true })
})

test.each(['x', '', '-1', '65536', '80.5', '1e3'])('--port %j is refused in words', (port) => {
  expect(() => readOptions([`--port=${port}`])).toThrow(/--port takes a number from 0 to 65535/)
})

test.each([
  [['--prot', '80'], /'--prot'.*Known: --port N/],
  [['somewhere'], /somewhere.*Known: --port N/],
  [['--data='], /--data takes the path/],
  [['--host='], /--host takes an address/],
])('%j is refused with what is known', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence)
})
