import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flacFile, writeMusic } from '#tests/factories/audio-files.ts'
import { openScanBench, wrongFigures } from '#tests/factories/scan.ts'
import { rawName, shownName, stemOf, storedName } from './disk-name.ts'

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')
const isLinux = process.platform === 'linux'

test('a name is text where it can be and bytes where it cannot, and opens the same file again', () => {
  for (const raw of ['plain.mp3', Buffer.from('Ágætis 🎵.mp3').toString('latin1'), 'caf\xe9.mp3', '\xff\xfe\x80']) expect(rawName(storedName(raw))).toBe(raw)
  expect(storedName(Buffer.from('Ágætis').toString('latin1'))).toBe('Ágætis')
  expect(storedName('caf\xe9')).toBeInstanceOf(Uint8Array)
  expect([shownName(storedName('caf\xe9')), stemOf('01 Song.x.mp3'), stemOf('.mp3')]).toEqual(['caf\ufffd', '01 Song.x', '.mp3'])
})

test.skipIf(!isLinux)(`names that are no text are scanned, kept and found again${isLinux ? '' : ' (skipped: this file system only takes text)'}`, async () => {
  const { db, music, scan, all } = openScanBench()
  const folder = Buffer.concat([Buffer.from(`${music}/`), latin1('Beyonc\xe9')])
  mkdirSync(folder)
  writeFileSync(Buffer.concat([folder, latin1('/\xe9t\xe9.flac')]), flacFile({ artist: 'Beyoncé', album: 'Été', title: 'One', track: 1 }))
  writeFileSync(Buffer.concat([folder, latin1('/\xff\xfe.flac')]), flacFile({ artist: 'Beyoncé', album: 'Été', track: 2 }))
  writeFileSync(Buffer.concat([folder, latin1('/br\xf6ken.mp3')]), 'words')
  expect(await scan()).toMatchObject({ added: 2, failed: 1 })
  expect(all('SELECT typeof(d.path) AS folder, typeof(f.name) AS name FROM files f JOIN directories d ON d.id = f.directoryId')).toEqual([{ folder: 'blob', name: 'blob' }, { folder: 'blob', name: 'blob' }])
  expect(all('SELECT title FROM tracks ORDER BY trackNumber')).toEqual([{ title: 'One' }, { title: '\ufffd\ufffd' }])
  expect(await scan()).toMatchObject({ files: 3, unchanged: 2, failed: 1, added: 0 })
  expect(wrongFigures(db)).toEqual([])
})

test.skipIf(!isLinux)(`a name of 255 bytes of emoji, and quotes, newlines and percent signs, are names like others${isLinux ? '' : ' (skipped: this file system forbids them)'}`, async () => {
  const { db, music, scan, all } = openScanBench()
  const emoji = `${'🎵'.repeat(62)}ab.mp3`
  expect(Buffer.byteLength(emoji)).toBe(254)
  const names = [emoji, "it's 100% \"mine\".mp3", 'two\nlines.mp3', ' leading and trailing .mp3', '-rf.mp3', '東京事変.mp3', '日本語.flac']
  writeMusic(music, Object.fromEntries(names.map((name, index) => [`${'🎶'.repeat(63)}/${name}`, { artist: 'Ana Ray', title: `Song ${index}`, sound: index }])))
  expect(await scan()).toMatchObject({ added: 7, failed: 0 })
  expect(all<{ name: string }>('SELECT name FROM files').map(({ name }) => name).sort()).toEqual([...names].sort())
  expect(await scan()).toMatchObject({ unchanged: 7 })
  renameSync(join(music, '🎶'.repeat(63)), join(music, '🎷'.repeat(63)))
  expect(await scan()).toMatchObject({ added: 0, updated: 7, missing: 0 })
  expect(wrongFigures(db)).toEqual([])
})

test('ten thousand files in one folder are scanned in batches, looked at again without reading, and grouped as one', { timeout: 120_000 }, async () => {
  const { db, music, scan, all } = openScanBench()
  mkdirSync(join(music, 'All'))
  const bytes = flacFile({ artist: 'Ana Ray', album: 'Everything', title: 'Song' })
  const at = bytes.indexOf('Song')
  for (let number = 0; number < 10_000; number++) {
    bytes.write(String(number).padStart(4, '0'), at)
    writeFileSync(join(music, 'All', `${number}.flac`), bytes)
  }
  const sizes: number[] = []
  let before = 0
  const count = db.prepare<[], number>('SELECT count(*) FROM files').pluck()
  await scan({}, { onWritten: () => sizes.push(-before + (before = count.get() ?? 0)) })
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(10_000)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(500)
  expect(all('SELECT title, trackCount, fileCount, editionCount FROM albums')).toEqual([{ title: 'Everything', trackCount: 10_000, fileCount: 10_000, editionCount: 1 }])
  expect(wrongFigures(db)).toEqual([])
  expect(await scan({}, { pool: { size: 1, read: () => Promise.reject(new Error('nothing is to be read')), close: () => undefined } })).toMatchObject({ unchanged: 10_000 })
  renameSync(join(music, 'All', '7.flac'), join(music, 'All', 'seven.flac'))
  expect(await scan()).toMatchObject({ files: 10_000, unchanged: 9_999, updated: 1, missing: 0 })
  expect(readdirSync(join(music, 'All'))).toHaveLength(10_000)
  expect(wrongFigures(db)).toEqual([])
})
