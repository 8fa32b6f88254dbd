import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#tests/factories/library.ts'
import { realRaw, walk } from './walk.ts'
import type { WalkPart } from './walk.ts'

const isWindows = process.platform === 'win32'

/** Makes files of the names given; those that end in a slash become directories. */
function tree(...paths: string[]): string {
  const root = join(temporaryFolder(), 'music')
  mkdirSync(root)
  for (const path of paths) {
    mkdirSync(join(root, path.endsWith('/') ? path : join(path, '..')), { recursive: true })
    if (!path.endsWith('/')) writeFileSync(join(root, path), 'x')
  }
  return root
}

function pathsIn(root: string, only?: WalkPart, isKnown: (path: string) => boolean = () => false): string[] {
  const found: string[] = []
  for (const { path, files } of walk({ root, libraryRoots: [realRaw(root) ?? root], ...(only && { only }), isKnown })) found.push(...files.map(({ name }) => (path === '' ? name : `${path}/${name}`)))
  return found
}

test('files come in the order of their paths, and only those that may be music', () => {
  const root = tree('b/2.mp3', 'b/1.flac', 'a/z/1.ogg', 'a/1.MP3', '0.wav', 'a/cover.jpg', 'a/notes.pdf', 'a/.hidden.mp3', 'a/._1.MP3', '...And Music/1.mp3', '.Trash-1000/1.mp3', '@eaDir/1.mp3')
  expect(pathsIn(root)).toEqual(['0.wav', '...And Music/1.mp3', 'a/.hidden.mp3', 'a/1.MP3', 'a/z/1.ogg', 'b/1.flac', 'b/2.mp3'])
})

test('disc folders and what lies beside the music are told with the directory', () => {
  const root = tree('Box/CD1/1.mp3', 'Box/CD2/1.mp3', 'Box/Scans/', 'Box/Folder.JPG', 'Box/back.jpg', 'Box/CD1/1.lrc')
  const listings = [...walk({ root, libraryRoots: [] })]
  expect(listings.map(({ path, discs, directories, hasLyrics }) => ({ path, discs, directories, hasLyrics }))).toEqual([
    { path: '', discs: 0, directories: ['Box'], hasLyrics: false },
    { path: 'Box', discs: 2, directories: ['CD1', 'CD2', 'Scans'], hasLyrics: false },
    { path: 'Box/CD1', discs: 0, directories: [], hasLyrics: true },
    { path: 'Box/CD2', discs: 0, directories: [], hasLyrics: false },
    { path: 'Box/Scans', discs: 0, directories: [], hasLyrics: false },
  ])
  expect(listings[1]?.sidecars).toMatch(/^Folder\.JPG\|1\|\d+\n$/)
})

test.skipIf(isWindows)(`links that lead back, around or to what is here already are not followed; those that lead out are, once${isWindows ? ' (skipped: links need rights on Windows)' : ''}`, () => {
  const root = tree('Artist/Album/1.mp3')
  const outside = tree('more/1.mp3', 'more/deep/2.mp3')
  symlinkSync(root, join(root, 'Artist', 'loop'))
  symlinkSync('..', join(root, 'Artist', 'Album', 'up'))
  symlinkSync(join(root, '..'), join(root, 'around'))
  symlinkSync('/', join(root, 'everything'))
  symlinkSync(join(root, 'Artist', 'Album'), join(root, 'favourite'))
  symlinkSync(join(root, 'Artist', 'Album', '1.mp3'), join(root, 'favourite.mp3'))
  symlinkSync('itself', join(root, 'itself'))
  symlinkSync(join(outside, 'more'), join(root, 'out'))
  symlinkSync(join(outside, 'more', 'deep'), join(root, 'out again'))
  symlinkSync(outside, join(root, 'out around'))
  symlinkSync(root, join(outside, 'more', 'deep', 'back'))
  symlinkSync(join(outside, 'more'), join(outside, 'more', 'deep', 'circle'))
  symlinkSync(join(outside, 'more', '1.mp3'), join(root, 'zz.mp3'))
  expect(pathsIn(root)).toEqual(['zz.mp3', 'Artist/Album/1.mp3', 'out/1.mp3', 'out again/2.mp3'])
})

test('a part of a folder is looked at: directories with what is unknown below them, trees whole, nothing twice', () => {
  const root = tree('a/1.mp3', 'a/known/1.mp3', 'a/new/1.mp3', 'a/new/deep/1.mp3', 'b/known/1.mp3', 'c/1.mp3')
  const isKnown = (path: string): boolean => path.endsWith('known')
  expect(pathsIn(root, { directories: ['a'], trees: [] }, isKnown)).toEqual(['a/1.mp3', 'a/new/1.mp3', 'a/new/deep/1.mp3'])
  expect(pathsIn(root, { directories: ['b'], trees: ['b', 'b/known'] }, isKnown)).toEqual(['b/known/1.mp3'])
  expect(pathsIn(root, { directories: ['', 'a'], trees: ['c'] }, isKnown)).toEqual(['a/1.mp3', 'a/new/1.mp3', 'a/new/deep/1.mp3', 'c/1.mp3'])
  expect(pathsIn(root, { directories: ['', 'a/new/deep'], trees: ['a/new'] }, (path) => path === 'b')).toEqual(['a/1.mp3', 'a/known/1.mp3', 'c/1.mp3', 'a/new/1.mp3', 'a/new/deep/1.mp3'])
  expect(pathsIn(root, { directories: ['gone', 'c/1.mp3'], trees: [] }, isKnown)).toEqual([])
})

test('a root that is not there is told as a problem', () => {
  expect([...walk({ root: join(temporaryFolder(), 'nothing'), libraryRoots: [] })]).toMatchObject([{ path: '', files: [], problem: { reason: 'unreadable' } }])
})
