import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#tests/factories/library.ts'
import { findSidecarLyrics } from './sidecar-lyrics.ts'

function beside(files: Record<string, Buffer | string>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return join(folder, '01. Song.flac')
}

test('timed lyrics win over plain ones, whatever the case of the ending', () => {
  const timed = '[ar:Somebody]\n[00:01.00]One\n[00:02.00]Two'
  expect(findSidecarLyrics(beside({ '01. Song.LRC': timed, '01. Song.txt': 'One\nTwo' }))).toMatchObject({ isSynced: true, text: timed })
  expect(findSidecarLyrics(beside({ '01. Song.txt': 'One\nTwo' }))).toMatchObject({ isSynced: false, text: 'One\nTwo' })
})

test('marks and old encodings are understood', () => {
  expect(findSidecarLyrics(beside({ '01. Song.lrc': Buffer.from('\ufeffÉté', 'utf16le') }))?.text).toBe('Été')
  expect(findSidecarLyrics(beside({ '01. Song.lrc': Buffer.from('\ufeffÉté') }))?.text).toBe('Été')
  expect(findSidecarLyrics(beside({ '01. Song.txt': Buffer.from('\xc9t\xe9', 'latin1') }))?.text).toBe('Été')
})

test('without a file, with an empty one or a folder of that name there are none', () => {
  expect(findSidecarLyrics(beside({}))).toBeUndefined()
  expect(findSidecarLyrics(beside({ '01. Song.lrc': '' }))).toBeUndefined()
  const song = beside({})
  mkdirSync(song.replace('.flac', '.lrc'))
  expect(findSidecarLyrics(song)).toBeUndefined()
})

test('a dot in a folder is no ending', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'vol.1'))
  writeFileSync(join(folder, 'vol.1', 'song.lrc'), 'One')
  expect(findSidecarLyrics(join(folder, 'vol.1', 'song'))?.text).toBe('One')
})
