import { expect, test } from 'vitest'
import { french } from '#shared/messages/fr/french.ts'
import { readSources } from './import-graph.ts'
import { templatesOf } from './messages.ts'

const sources = readSources('src').filter(({ path }) => !/\.test\.tsx?$/.test(path))
const said = new Set(sources.flatMap(templatesOf))
const slots = (text: string): string => [...text.matchAll(/\{\d+\}/g)].map(([slot]) => slot).sort().join()

test('everything said has French', () => {
  expect(said.size).toBeGreaterThan(100)
  expect([...said].filter((template) => !french.has(template))).toEqual([])
})

test('the French catalogue says nothing that is not said any more', () => {
  expect([...french.keys()].filter((template) => !said.has(template))).toEqual([])
})

test('both languages fill the same slots', () => {
  expect([...french].filter(([english, text]) => slots(english) !== slots(text))).toEqual([])
})

test('the French is written as French is', () => {
  const wrong = [...french.values()].filter((text) => /\p{L}'\p{L}|["“”!]|\.\.\./u.test(text) || /[^\u00a0\u202f][:;?»]|«[^\u00a0\u202f]/u.test(text))
  expect(wrong).toEqual([])
})

test('words without a translation are for terminals and for what other programs said', () => {
  const users = sources.filter(({ text }) => /\bverbatim\(/.test(text)).map(({ path }) => path)
  expect(users.filter((path) => !/^src\/main\/(?:cli|headless)\/|^src\/shared\/(?:messages\/say|errors|rpc\/error-transport)\.ts$/.test(path))).toEqual([])
})

test('a planted sentence is found with its slots', () => {
  expect(templatesOf({ path: 'x.ts', text: 'const told = say`The folder ${path} holds ${count} files.`' })).toEqual(['The folder {0} holds {1} files.'])
})
