import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#tests/factories/library.ts'
import { findAppFile } from './app-files.ts'

function pages() {
  const parent = temporaryFolder()
  const folder = join(parent, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  for (const name of ['index.html', 'assets/app-abc.js', 'assets/a b.css', 'assets/silence-1.flac', '../secret.js']) writeFileSync(join(folder, name), '')
  return folder
}

test('addresses inside the app are the one page, with a policy that allows nothing remote', () => {
  const folder = pages()
  for (const url of ['app://sillon/', 'app://sillon/album/12?x=1', 'app://sillon/settings/folders']) {
    const file = findAppFile(folder, url)
    expect(file?.path).toBe(join(folder, 'index.html'))
    expect(file?.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' })
    expect(file?.headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/)
  }
})

test('assets are found with their types', () => {
  const folder = pages()
  expect(findAppFile(folder, 'app://sillon/assets/app-abc.js')).toMatchObject({ path: join(folder, 'assets/app-abc.js'), headers: { 'content-type': 'text/javascript; charset=utf-8' } })
  expect(findAppFile(folder, 'app://sillon/assets/a%20b.css')?.headers['content-type']).toBe('text/css; charset=utf-8')
  expect(findAppFile(folder, 'app://sillon/assets/silence-1.flac')?.headers['content-type']).toBe('audio/flac')
})

test.each(['app://sillon/assets/gone.js', 'app://sillon/%2e%2e%2fsecret.js', 'app://sillon/..%2fsecret.js', 'app://sillon/%E0%A4%A.js', 'app://sillon/a%00.js', 'app://elsewhere/', 'app://sillon/assets/..%5c..%5csecret.js'])('%s is not there', (url) => {
  expect(findAppFile(pages(), url)).toBeUndefined()
})
