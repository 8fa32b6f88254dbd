import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A music player daemon over one folder, for comparison. */
export type Mpd = {
  /** Reads every file's tags again; milliseconds. */
  rescan(): Promise<number>
  /** Looks what changed; milliseconds. */
  update(): Promise<number>
  songs(): Promise<number>
  close(): Promise<void>
}

/** Whether it is installed. */
export function hasMpd(): boolean {
  return spawnSync('mpd', ['--version']).status === 0
}

async function ask(socket: string, command: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const client = connect(socket)
  let text = ''
  client.on('error', reject)
  client.on('data', (data) => {
    text += data.toString()
    if (/^OK$/m.test(text.slice(text.indexOf('\n') + 1)) || /^ACK /m.test(text)) client.end()
  })
  client.on('close', () => resolve(text))
  client.write(`${command}\n`)
  return await promise
}

/** Starts it with its files in `state`, which is emptied first; nothing is scanned yet. */
export async function startMpd(music: string, state: string): Promise<Mpd> {
  rmSync(state, { recursive: true, force: true })
  mkdirSync(join(state, 'playlists'), { recursive: true })
  const socket = join(state, 'socket')
  writeFileSync(
    join(state, 'mpd.conf'),
    `music_directory "${music}"\nplaylist_directory "${state}/playlists"\ndb_file "${state}/db"\nlog_file "${state}/log"\npid_file "${state}/pid"\nstate_file "${state}/state"\nbind_to_address "${socket}"\nauto_update "no"\naudio_output {\n type "null"\n name "none"\n}\n`,
  )
  const daemon = spawn('mpd', ['--no-daemon', join(state, 'mpd.conf')], { stdio: 'ignore' })
  for (let tries = 0; !existsSync(socket) && tries < 500; tries++) await wait(20)

  async function run(command: string): Promise<number> {
    const started = performance.now()
    await ask(socket, command)
    while ((await ask(socket, 'status')).includes('updating_db')) await wait(2)
    return performance.now() - started
  }

  // It looks at an empty database once by itself.
  while ((await ask(socket, 'status')).includes('updating_db')) await wait(20)
  return {
    rescan: () => run('rescan'),
    update: () => run('update'),
    songs: async () => Number(/^songs: (\d+)$/m.exec(await ask(socket, 'stats'))?.[1] ?? 0),
    close: async () => {
      const ended = new Promise((resolve) => daemon.once('exit', resolve))
      daemon.kill()
      await ended
    },
  }
}
