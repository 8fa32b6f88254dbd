import { describe, expect, test } from 'vitest'
import { english, french } from './catalogue.ts'
import { createI18n } from './i18n.ts'
import { resolveLanguage, resolveLocale } from './language.ts'

type Tree = { readonly [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`)))
}

const en = new Map(flatten(english))
const fr = new Map(flatten(french))
const englishKey = (key: string): string => key.replace(/_many$/, '_other')
const slots = (text: string): string[] => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? '').sort()

describe('the two catalogues', () => {
  test('hold the same keys', () => {
    expect([...fr.keys()].filter((key) => !en.has(englishKey(key)))).toEqual([])
    expect([...en.keys()].filter((key) => !fr.has(key))).toEqual([])
  })

  test('fill the same slots', () => {
    const different = [...fr].filter(([key, text]) => String(slots(text)) !== String(slots(en.get(englishKey(key)) ?? '')))
    expect(different).toEqual([])
  })

  test('leave no sentence empty and shout nowhere', () => {
    expect([...en, ...fr].filter(([, text]) => text.trim() === '' || text.includes('!'))).toEqual([])
  })

  test('use French typography', () => {
    expect([...fr].filter(([, text]) => /\w'\w/.test(text) || /[^\u00a0\u202f][:;?]/u.test(text.replace(/\{\{.*?\}\}|\w+:\w|\w+:</g, '')))).toEqual([])
  })
})

test('counts take the plural of their language', () => {
  const t = createI18n('fr').t
  expect([0, 1, 2, 1_000_000].map((count) => t('common.tracks', { count }).replace(/[\u00a0\u202f]/g, ' '))).toEqual(['0 piste', '1 piste', '2 pistes', '1 000 000 pistes'])
  expect(createI18n('en').t('common.tracks', { count: 0 })).toBe('0 tracks')
})

test('the system decides the language unless one is chosen', () => {
  expect(resolveLanguage('system', ['de-DE', 'fr-CH', 'en-US'])).toBe('fr')
  expect(resolveLanguage('system', ['de-DE'])).toBe('en')
  expect(resolveLanguage('en', ['fr-FR'])).toBe('en')
  expect(resolveLocale('en', ['fr-FR', 'en-US'])).toBe('en-US')
  expect(resolveLocale('fr', ['en-US'])).toBe('fr-FR')
})
