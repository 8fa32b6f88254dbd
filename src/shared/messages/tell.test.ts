import { expect, test } from 'vitest'
import { inEnglish, readTold, say, verbatim } from './say.ts'
import { toldSchema } from './told.schema.ts'
import { tell } from './tell.ts'

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

test('a sentence is told in either language, what is told within it too', () => {
  const told = say`“${say`A track`}” was skipped. ${say`The file is not there any more.`}`
  expect(tell(told, 'en')).toBe('“A track” was skipped. The file is not there any more.')
  expect(plain(tell(told, 'fr'))).toBe('« Une piste » a été passé. Le fichier n’est plus là.')
})

test('numbers are written as the language writes them, names as they are', () => {
  const told = say`There is no room for a copy of the library in ${'/data/2026'}: ${12_500} MB are needed. The library is intact. Free some space, or choose another folder for backups.`
  expect(tell(told, 'en')).toContain('/data/2026: 12,500 MB')
  expect(plain(tell(told, 'fr'))).toContain('/data/2026 : il faut 12 500 Mo')
})

test('a value that looks like a slot stays as it is', () => {
  expect(tell(say`${'{1}'} lies inside ${'/music'}, which is in the library already.`, 'en')).toBe('{1} lies inside /music, which is in the library already.')
})

test('what has no French is told in English', () => {
  expect(tell(verbatim('EPIPE: broken pipe'), 'fr')).toBe('EPIPE: broken pipe')
})

test('what was stored comes back; what cannot be told does not', () => {
  const told = say`${'/music'} is in the library already.`
  expect(readTold(JSON.stringify(told))).toEqual(told)
  expect(toldSchema.parse(told)).toEqual(told)
  expect([readTold(null), readTold('"text"')]).toEqual([null, null])
  expect(inEnglish(told)).toBe('/music is in the library already.')
})
