import { existsSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '#tests/factories/library.ts'
import { writeMusicFolder } from '#tests/factories/music-folder.ts'
import { startScript } from '#tests/factories/processes.ts'

/*
 * The headless host and the command line as processes of their own: exit codes, signals, and what happens when two of
 * them want one data folder.
 */

const isBuilt = existsSync('dist/renderer/index.html')
const skipped = isBuilt ? '' : ' (skipped: the pages are not built; run npm run build)'

const host = (args: string[], env: Record<string, string> = {}) => startScript('src/main/headless/headless.ts', args, { env: { ...process.env, ...env } })
const sillon = (args: string[], cwd = '/') => startScript('scripts/sillon.ts', args, { env: { ...process.env, INIT_CWD: cwd } })

async function addressOf(started: ReturnType<typeof host>): Promise<URL> {
  return new URL((await started.nextLine()).replace('Sillon is at ', ''))
}

function postPassword({ port }: URL, password: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: `http://127.0.0.1:${port}` }
    request({ host: '127.0.0.1', port, path: '/session', method: 'POST', headers }, (response) => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end(`password=${encodeURIComponent(password)}`)
  })
}

test.skipIf(!isBuilt)(`the host prints one address, answers there, and SIGTERM ends it cleanly${skipped}`, async () => {
  const data = temporaryFolder()
  const started = host(['--port', '0', '--data', data])
  const url = await addressOf(started)
  expect(url.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
  expect((await fetch(new URL('/health', url))).status).toBe(200)
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
  process.kill(started.pid, 'SIGTERM')
  expect(await started.ended).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(readFileSync(join(data, 'library.state.json'), 'utf8'))).toMatchObject({ isOpen: false })
})

test.skipIf(!isBuilt)(`a second host on one data folder ends with 3 and says so; reading goes on beside the first, writing does not${skipped}`, async () => {
  const home = temporaryFolder()
  const data = join(home, 'data')
  await writeMusicFolder(join(home, 'music'))
  const first = host(['--port', '0', '--data', data])
  await addressOf(first)
  const second = await host(['--port', '0', '--data', data]).ended
  expect(second).toMatchObject({ exitCode: 3, stderr: `Sillon is already running with the data folder ${data}. Use that one, or choose another folder with --data.\n` })
  const reads = sillon(['albums', '--json', '--data', data])
  expect(JSON.parse(await reads.nextLine())).toEqual({ total: 0, items: [] })
  expect(await reads.ended).toMatchObject({ exitCode: 0, stderr: '' })
  const writes = sillon(['scan', 'music', '--json', '--data', data], home)
  expect(JSON.parse(await writes.nextLine())).toMatchObject({ error: { code: 'data-folder-in-use' } })
  expect((await writes.ended).exitCode).toBe(3)
})

test.skipIf(!isBuilt)(`a port that is taken is told, with the way out${skipped}`, async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void taken.close())
  const { port } = taken.address() as AddressInfo
  const data = temporaryFolder()
  const { exitCode, stderr } = await host(['--port', String(port), '--data', data]).ended
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: `Another program uses port ${port} already. Choose another one with --port, or 0 for any that is free.\n` })
})

test.each([
  [['--port', 'x'], /--port takes a number/],
  [['--host', '0.0.0.0'], /can be reached by others, so Sillon needs a password first/],
])('wrong usage of the host ends with 2 and a sentence, before anything is written: %j', async (args, sentence) => {
  const data = temporaryFolder()
  const { exitCode, stderr } = await host(['--data', data, ...args]).ended
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(sentence) })
  expect(existsSync(join(data, 'library.db'))).toBe(false)
})

test.skipIf(!isBuilt)(`a password of the environment opens the host to others, is stored hashed, and holds without the variable${skipped}`, async () => {
  const data = temporaryFolder()
  const args = ['--port', '0', '--host', '0.0.0.0', '--data', data]
  expect(await host(args, { SILLON_PASSWORD: 'short' }).ended).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('at least 8 characters') })

  const first = host(args, { SILLON_PASSWORD: 'correct horse' })
  const url = await addressOf(first)
  expect(url.hostname).not.toBe('0.0.0.0')
  expect([await postPassword(url, 'wrong horse'), await postPassword(url, 'correct horse')]).toEqual([401, 303])
  expect(readFileSync(join(data, 'secrets.json'), 'utf8')).not.toContain('horse')
  process.kill(first.pid, 'SIGINT')
  expect((await first.ended).exitCode).toBe(0)

  const second = host(args)
  expect(await postPassword(await addressOf(second), 'correct horse')).toBe(303)
})

test.skipIf(!isBuilt)(`killed, the host starts again on the same folder${skipped}`, async () => {
  const data = temporaryFolder()
  for (let round = 0; round < 2; round += 1) {
    const started = host(['--port', '0', '--data', data])
    await addressOf(started)
    await started.kill()
  }
  expect(JSON.parse(await sillon(['doctor', '--json', '--data', data]).nextLine())).toMatchObject({ isSound: true })
})

test('relative paths of the command line count from where it was called, and stdout holds the document alone', async () => {
  const home = temporaryFolder()
  await writeMusicFolder(join(home, 'music'))
  const scan = sillon(['scan', 'music', '--json', '--data', 'data'], home)
  expect(JSON.parse(await scan.nextLine())).toMatchObject({ files: 9, added: 7 })
  await expect(scan.nextLine()).rejects.toThrow('ended without another line')
  expect((await scan.ended).exitCode).toBe(0)
  expect(existsSync(join(home, 'data/library.db'))).toBe(true)
})
