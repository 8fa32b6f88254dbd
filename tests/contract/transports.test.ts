import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { App } from '#main/app.ts'
import { os } from '#main/contract.ts'
import { listenTo } from '#main/listen.ts'
import type { AppEvent } from '#shared/contract/events.contract.ts'
import { AppError, isAbort } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import type { CoreRouter } from '#shared/rpc/server.ts'
import { openTestApp } from '#tests/factories/app.ts'
import { connectSocket, serveRouter, transports } from '#tests/factories/transports.ts'
import type { Connected } from '#tests/factories/transports.ts'

/*
 * One suite over every transport, on the real core with a few procedures planted in its router that fail, hang or count.
 */

const moment = new Date(Date.UTC(2026, 0, 31, 23, 59, 59, 123))

let app: App
beforeAll(async () => {
  app = await openTestApp({}, afterAll)
})

/** The core's router, with planted procedures and what they saw. */
function plantedCore() {
  const seen = { listeners: 0, hanging: 0, bugs: [] as unknown[] }
  async function* listen(signal: AbortSignal | undefined): AsyncGenerator<AppEvent, void, void> {
    seen.listeners += 1
    try {
      yield* listenTo(app.context.events, signal)
    } finally {
      seen.listeners -= 1
    }
  }
  const router: CoreRouter = {
    ...app.router,
    events: { listen: os.events.listen.handler(({ signal }) => listen(signal)) },
    library: {
      ...app.router.library,
      folders: os.library.folders.handler(() => {
        throw new AppError('conflict', verbatim('That folder is there already.'), { data: { folderId: 7, at: moment } })
      }),
    },
    system: {
      ...app.router.system,
      findFfmpeg: os.system.findFfmpeg.handler(() => {
        throw new TypeError('a detail nobody outside should read')
      }),
      recentLog: os.system.recentLog.handler(() => [1, 2] as never),
      pickFolder: os.system.pickFolder.handler(async ({ signal }) => {
        seen.hanging += 1
        await new Promise((resolve) => signal?.addEventListener('abort', resolve))
        seen.hanging -= 1
        return { path: null }
      }),
    },
  }
  const report = (error: unknown): string => {
    seen.bugs.push(error)
    return 'abc123'
  }
  return { router, report, seen }
}

const hang = ({ client }: Pick<Connected, 'client'>, signal?: AbortSignal) => client.system.pickFolder({ title: 'x' }, signal && { signal })
const publish = (path: string) => app.context.events.publish({ type: 'navigation.requested', path })
const pathOf = (event: AppEvent): string => (event.type === 'navigation.requested' ? event.path : event.type)

describe.each(transports)('over %s', (_name, connect) => {
  async function setUp() {
    const core = plantedCore()
    const connected = await connect(core.router, core.report)
    /** Listens, and resolves once the core hears the listener. */
    const listen = async (signal?: AbortSignal) => {
      const before = core.seen.listeners
      const events = await connected.client.events.listen(undefined, signal && { signal })
      await expect.poll(() => core.seen.listeners).toBe(before + 1)
      return events
    }
    return { ...core, ...connected, listen }
  }

  test('a call reaches the core and its answer comes back', async () => {
    const { client } = await setUp()
    expect(await client.system.info()).toMatchObject({ version: '0.0.0-test', host: 'headless', dataFolder: app.context.paths.data })
    await client.settings.update({ theme: 'paper' })
    expect(await client.settings.get()).toMatchObject({ theme: 'paper', language: 'system' })
  })

  test('calls at the same time get their own answers', async () => {
    const { client } = await setUp()
    const limits = Array.from({ length: 100 }, (_, index) => index + 1)
    const answers = await Promise.all(limits.map((lines) => client.backups.list().then(() => lines)))
    expect(answers).toEqual(limits)
  })

  test('dates, nulls, nested lists and any text survive both ways', async () => {
    const { client } = await setUp()
    const view = { at: moment, none: null, list: [1, [2, { three: '🎵 é\u0000\u2028' }]] }
    const { views } = await client.settings.update({ views: { albums: view } })
    expect(views.albums).toEqual(view)
    expect((views.albums as typeof view).at).toBeInstanceOf(Date)
  })

  test('an error for a person keeps its code, message and data', async () => {
    const { client, seen } = await setUp()
    const refused = client.library.folders()
    await expect(refused).rejects.toBeInstanceOf(AppError)
    await expect(refused).rejects.toMatchObject({ code: 'conflict', message: 'That folder is there already.', data: { folderId: 7, at: moment } })
    expect(seen.bugs).toEqual([])
  })

  test('an error of the real core crosses too', async () => {
    const { client } = await setUp()
    await expect(client.jobs.retry({ id: 404 })).rejects.toMatchObject({ code: 'not-found', message: expect.stringMatching(/\.$/) })
  })

  test('input that does not fit is refused in plain words, and names the field', async () => {
    const { client, seen } = await setUp()
    await expect(client.jobs.list({ limit: 0 })).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(/^That request was not understood \(limit: .+\)\. Nothing was changed\.$/) })
    await expect(client.jobs.cancel({ id: 'seven' as never })).rejects.toMatchObject({ code: 'invalid-input' })
    expect(seen.bugs).toEqual([])
  })

  test('an unforeseen error is logged once and reaches the person as a bug with its id, without details', async () => {
    const { client, seen } = await setUp()
    const failed = client.system.findFfmpeg()
    await expect(failed).rejects.toMatchObject({ code: 'bug', message: expect.stringContaining('abc123'), data: { correlationId: 'abc123' } })
    await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining('nobody outside') })
    expect(seen.bugs).toMatchObject([{ name: 'TypeError', message: 'a detail nobody outside should read' }])
  })

  test('an answer that does not fit the contract is a bug whose log names the field', async () => {
    const { client, seen } = await setUp()
    await expect(client.system.recentLog({})).rejects.toMatchObject({ code: 'bug' })
    expect(seen.bugs).toMatchObject([{ message: expect.stringMatching(/does not fit the contract: 0: /) }])
  })

  test('events arrive in the order they were told', async () => {
    const { listen } = await setUp()
    const events = await listen()
    for (let at = 1; at <= 50; at += 1) publish(`/${at}`)
    const paths: string[] = []
    for await (const event of events) {
      paths.push(pathOf(event))
      if (paths.length === 50) break
    }
    expect(paths).toEqual(Array.from({ length: 50 }, (_, index) => `/${index + 1}`))
  })

  test('several listeners hear the same, each for itself', async () => {
    const { listen } = await setUp()
    const [one, other] = [await listen(), await listen()]
    publish('/both')
    expect([pathOf((await one.next()).value as AppEvent), pathOf((await other.next()).value as AppEvent)]).toEqual(['/both', '/both'])
  })

  test('leaving the loop ends the stream in the core', async () => {
    const { listen, seen } = await setUp()
    publish('/before')
    const events = await listen()
    publish('/after')
    for await (const event of events) {
      expect(pathOf(event)).toBe('/after')
      break
    }
    await expect.poll(() => seen.listeners).toBe(0)
  })

  test('aborting ends the stream in the core, and the loop with an AbortError', async () => {
    const { listen, seen } = await setUp()
    const abort = new AbortController()
    const events = await listen(abort.signal)
    const next = events.next()
    abort.abort()
    await expect(next).rejects.toSatisfy(isAbort)
    await expect.poll(() => seen.listeners).toBe(0)
    expect(seen.bugs).toEqual([])
  })

  test('aborting a call rejects it at once and aborts its signal in the core', async () => {
    const { client, seen } = await setUp()
    const abort = new AbortController()
    const waits = hang({ client }, abort.signal)
    await expect.poll(() => seen.hanging).toBe(1)
    abort.abort()
    await expect(waits).rejects.toSatisfy(isAbort)
    await expect.poll(() => seen.hanging).toBe(0)
    await expect(hang({ client }, abort.signal)).rejects.toSatisfy(isAbort)
    expect(seen.bugs).toEqual([])
  })

  test('when the connection ends, calls under way and streams reject as unavailable and the core lets go of them', async () => {
    const { client, listen, close, seen } = await setUp()
    const waits = hang({ client })
    const events = await listen()
    await expect.poll(() => seen.hanging).toBe(1)
    const next = events.next()
    close()
    await expect(waits).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('connection') })
    await expect(next).rejects.toMatchObject({ code: 'unavailable' })
    await expect.poll(() => [seen.listeners, seen.hanging]).toEqual([0, 0])
    expect(seen.bugs).toEqual([])
  })
})

describe('a WebSocket that breaks', () => {
  async function setUp() {
    const core = plantedCore()
    const host = await serveRouter(core.router, core.report)
    const connected = connectSocket(host.url)
    /** Resolves once the client has noticed that the host is gone. */
    const stop = async (): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<void>()
      onTestFinished(connected.connection.onStatus((status) => status === 'connecting' && resolve()))
      await Promise.all([host.stop(), promise])
    }
    return { ...core, ...connected, host, stop }
  }

  test('a call made while it is down waits for the next connection', async () => {
    const { client, host, stop } = await setUp()
    await client.system.info()
    await stop()
    const waits = client.system.info()
    await host.start()
    expect(await waits).toMatchObject({ version: '0.0.0-test' })
  })

  test('a call made before the first connection waits too', async () => {
    const core = plantedCore()
    const host = await serveRouter(core.router, core.report)
    await host.stop()
    const { client, attempts } = connectSocket(host.url)
    const waits = client.system.info()
    await expect.poll(attempts).toBeGreaterThan(2)
    await host.start()
    expect(await waits).toMatchObject({ version: '0.0.0-test' })
  })

  test('a call under way rejects as unavailable and is not made again', async () => {
    const { client, host, seen } = await setUp()
    const waits = hang({ client })
    await expect.poll(() => seen.hanging).toBe(1)
    await host.stop()
    await expect(waits).rejects.toMatchObject({ code: 'unavailable' })
    await host.start()
    await client.system.info()
    expect(seen.hanging).toBe(0)
  })

  test('its status is told, and a stream can be listened to again', async () => {
    const { client, host, connection, seen } = await setUp()
    const told: string[] = []
    onTestFinished(connection.onStatus((status) => told.push(status)))
    const events = await client.events.listen()
    await expect.poll(() => seen.listeners).toBe(1)
    const next = events.next()
    await host.stop()
    await expect(next).rejects.toMatchObject({ code: 'unavailable' })
    await expect.poll(() => seen.listeners).toBe(0)
    await host.start()
    const again = await client.events.listen()
    await expect.poll(() => seen.listeners).toBe(1)
    publish('/again')
    expect(pathOf((await again.next()).value as AppEvent)).toBe('/again')
    expect(told).toEqual(['connecting', 'open', 'connecting', 'open'])
  })

  test('a waiting call can be aborted', async () => {
    const { client, stop } = await setUp()
    await client.system.info()
    await stop()
    const abort = new AbortController()
    const waits = client.system.info(undefined, { signal: abort.signal })
    abort.abort()
    await expect(waits).rejects.toSatisfy(isAbort)
  })

  test('closing it rejects what waits, and nothing connects any more', async () => {
    const { client, host, stop, close, attempts } = await setUp()
    await client.system.info()
    await stop()
    const waits = client.system.info()
    close()
    await expect(waits).rejects.toMatchObject({ code: 'unavailable' })
    await expect(client.system.info()).rejects.toMatchObject({ code: 'unavailable' })
    const before = attempts()
    await host.start()
    const other = connectSocket(host.url)
    for (let call = 0; call < 20; call += 1) await other.client.system.info()
    expect(attempts()).toBe(before)
  })

  test('a peer that speaks anything else is hung up on, and the others go on', async () => {
    const { client, host, seen } = await setUp()
    const stranger = new WebSocket(host.url)
    const closed = new Promise((resolve) => stranger.addEventListener('close', resolve))
    stranger.addEventListener('open', () => stranger.send('this is no message'))
    await closed
    expect(seen.bugs).toMatchObject([{ name: 'SyntaxError' }])
    expect(await client.system.info()).toMatchObject({ version: '0.0.0-test' })
  })
})
