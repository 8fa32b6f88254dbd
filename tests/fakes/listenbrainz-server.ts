import type { IncomingMessage } from 'node:http'
import { newestFirst, playName } from './fake-play.ts'
import type { FakeLove, FakePlay } from './fake-play.ts'
import { serveVendor } from './fake-server.ts'
import type { FakeAnswer, FakeReceipt, FakeRequest } from './fake-server.ts'
import { noFaults } from './faults.ts'
import type { Fault, Faults } from './faults.ts'

type Submission = { listen_type?: string; payload?: { listened_at?: number; track_metadata?: { artist_name?: string; track_name?: string; release_name?: string; additional_info?: { recording_mbid?: string; duration_ms?: number } } }[] }

const mostRows = 1_000
const usualRows = 25
const mostListenBytes = 10_240
const oldestListen = Date.UTC(2002, 9, 1) / 1000
const newestSeconds = 600

/** Last.fm's numbers, told as ListenBrainz would. */
const statuses: Record<number, number> = { 6: 404, 8: 500, 9: 401, 10: 401, 11: 503, 13: 400, 16: 503, 17: 403, 26: 401, 29: 429 }

/** A ListenBrainz that behaves as the real one: keyset paging by time, tokens, rate headers on every answer. One user. */
export class FakeListenbrainz {
  user = 'listener'
  token = 'a4b1c2d3-0000-4000-8000-token'
  plays: FakePlay[] = []
  loves: FakeLove[] = []
  nowPlaying: FakePlay | null = null
  faults: Faults = noFaults()
  received: FakeReceipt[] = []
  /** Requests left in this window, as the headers say; 0 = 429. */
  remaining = Number.POSITIVE_INFINITY
  /** Its clock, in UTC seconds. */
  now: () => number = () => Math.floor(Date.now() / 1000)
  url = ''

  /** Starts one; it ends with the test unless `whenDone` says otherwise. */
  static async start(whenDone?: (close: () => void) => unknown): Promise<FakeListenbrainz> {
    const fake = new FakeListenbrainz()
    fake.url = await serveVendor({ get faults() { return fake.faults }, received: fake.received, read: readRequest, answer: (request) => fake.answer(request), error: (fault) => fake.error(fault) }, whenDone)
    return fake
  }

  private error({ code, status, headers }: Extract<Fault, { kind: 'error' }>): FakeAnswer {
    const told = statuses[code] ?? (code >= 400 ? code : (status ?? 500))
    return { status: told, headers: { ...(told === 429 && { 'x-ratelimit-limit': '30', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-in': '8' }), ...headers }, body: { code: told, error: 'Something did not work.' } }
  }

  private answer(request: FakeRequest): FakeAnswer {
    if (this.remaining <= 0) return this.error({ kind: 'error', code: 429 })
    this.remaining -= 1
    const left = String(Math.min(30, this.remaining))
    return { headers: { 'x-ratelimit-limit': '30', 'x-ratelimit-remaining': left, 'x-ratelimit-reset-in': '8' }, ...this.route(request) }
  }

  private route(request: FakeRequest): FakeAnswer {
    const { path, params, method } = request
    const isOwner = request.headers.authorization === `Token ${this.token}`
    if (path === '/1/validate-token') return { body: isOwner ? { code: 200, message: 'Token valid.', valid: true, user_name: this.user } : { code: 200, message: 'Token invalid.', valid: false } }
    if (request.headers.authorization !== undefined && !isOwner) return failed(401, 'Invalid authorization token.')
    if (method === 'POST' && !isOwner) return failed(401, 'You need to provide an Authorization header.')
    if (path === '/1/submit-listens') return this.submit(request.body)
    if (path === '/1/feedback/recording-feedback') return this.rate(request.body)
    if (/^\/1\/metadata\/lookup\/?$/.test(path)) return { body: this.lookUp(params) }
    const [, of, name, what] = /^\/1\/(?:(feedback)\/)?user\/([^/]+)\/([\w-]+)$/.exec(path) ?? []
    if (name === undefined) return failed(404, 'Not found')
    if (decodeURIComponent(name).toLowerCase() !== this.user.toLowerCase()) return failed(404, `Cannot find user: ${name}`)
    if (of === 'feedback' && what === 'get-feedback') return this.feedback(params)
    if (what === 'listens') return this.listens(params)
    if (what === 'listen-count') return { body: { payload: { count: this.plays.length } } }
    if (what === 'playing-now') return { body: { payload: { count: this.nowPlaying ? 1 : 0, listens: this.nowPlaying ? [{ playing_now: true, track_metadata: metadataOf(this.nowPlaying) }] : [], playing_now: true, user_id: this.user } } }
    return failed(404, 'Not found')
  }

  private listens(params: URLSearchParams): FakeAnswer {
    const count = Math.min(mostRows, Number(params.get('count') ?? usualRows))
    const before = Number(params.get('max_ts') ?? Number.POSITIVE_INFINITY)
    const after = Number(params.get('min_ts') ?? Number.NEGATIVE_INFINITY)
    if (params.has('max_ts') && params.has('min_ts') && before <= after) return failed(400, 'max_ts should be greater than min_ts')
    const all = newestFirst(this.plays.filter(({ at }) => at !== null))
    const matching = all.filter(({ at }) => (at ?? 0) < before && (at ?? 0) > after)
    const rows = params.has('min_ts') && !params.has('max_ts') ? matching.slice(-count) : matching.slice(0, count)
    const listens = rows.map((play) => ({ inserted_at: play.at, listened_at: play.at, recording_msid: msidOf(play), user_name: this.user, track_metadata: metadataOf(play) }))
    return { body: { payload: { count: listens.length, latest_listen_ts: all[0]?.at ?? 0, oldest_listen_ts: all.at(-1)?.at ?? 0, listens, user_id: this.user } } }
  }

  private submit(body: string): FakeAnswer {
    let sent: Submission
    try {
      sent = JSON.parse(body) as Submission
    } catch {
      return failed(400, 'Cannot parse JSON document')
    }
    const { listen_type: kind = '', payload = [] } = sent
    if (!['single', 'playing_now', 'import'].includes(kind)) return failed(400, 'JSON document requires a valid listen_type key.')
    if (payload.length === 0 || payload.length > mostRows || (kind !== 'import' && payload.length > 1)) return failed(400, 'The number of listens is not right for this listen_type.')
    const plays: FakePlay[] = []
    for (const listen of payload) {
      const { artist_name: artist, track_name: title, release_name: album = '', additional_info: info = {} } = listen.track_metadata ?? {}
      const at = listen.listened_at ?? null
      if (!artist || !title) return failed(400, 'JSON document does not contain required track_metadata.')
      if (Buffer.byteLength(JSON.stringify(listen)) > mostListenBytes) return failed(400, 'Listen is too long.')
      if (kind === 'playing_now' ? at !== null : at === null || at < oldestListen || at > this.now() + newestSeconds) return failed(400, 'Value for key listened_at is not right.')
      plays.push({ artist, title, album, at, sentBy: kind, ...(info.recording_mbid && { mbid: info.recording_mbid }), ...(info.duration_ms && { durationMs: info.duration_ms }) })
    }
    if (kind === 'playing_now') this.nowPlaying = plays[0] ?? null
    else this.keep(plays)
    return { body: { status: 'ok' } }
  }

  private keep(plays: readonly FakePlay[]): void {
    const known = new Set(this.plays.map(playName))
    for (const play of plays) {
      if (!known.has(playName(play))) this.plays.push(play)
      known.add(playName(play))
    }
  }

  private lookUp(params: URLSearchParams) {
    const artist = params.get('artist_name') ?? ''
    const title = params.get('recording_name') ?? ''
    const found = [...this.plays, ...this.loves].find((play) => play.artist === artist && play.title === title && play.mbid)
    return found ? { artist_credit_name: artist, recording_name: title, recording_mbid: found.mbid } : {}
  }

  private rate(body: string): FakeAnswer {
    const { recording_mbid: mbid, recording_msid: msid, score } = JSON.parse(body) as { recording_mbid?: string; recording_msid?: string; score?: number }
    if ((!mbid && !msid) || ![1, 0, -1].includes(score ?? 9)) return failed(400, 'JSON document must contain recording_mbid or recording_msid, and score.')
    const isIt = (entry: FakeLove | FakePlay): boolean => (mbid ? entry.mbid === mbid : msidOf(entry) === msid)
    const play = [...this.plays, ...this.loves].find(isIt)
    this.loves = this.loves.filter((love) => !isIt(love))
    if (score === 1) this.loves.push({ artist: play?.artist ?? '', title: play?.title ?? '', at: this.now(), ...(mbid && { mbid }) })
    return { body: { status: 'ok' } }
  }

  private feedback(params: URLSearchParams): FakeAnswer {
    const offset = Number(params.get('offset') ?? 0)
    const count = Math.min(100, Number(params.get('count') ?? usualRows))
    const rows = [...this.loves].sort((a, b) => b.at - a.at)
    const hasMetadata = params.get('metadata') === 'true'
    const feedback = rows.slice(offset, offset + count).map((love) => ({
      created: love.at, recording_mbid: love.mbid ?? null, recording_msid: msidOf(love), score: 1, user_id: this.user,
      track_metadata: hasMetadata && love.title !== '' ? { artist_name: love.artist, track_name: love.title, release_name: '' } : null,
    }))
    return { body: { count: feedback.length, feedback, offset, total_count: rows.length } }
  }
}

function failed(status: number, error: string): FakeAnswer {
  return { status, body: { code: status, error } }
}

function readRequest(incoming: IncomingMessage, url: URL, body: string): FakeRequest {
  return { method: incoming.method ?? '', name: url.pathname.split('/').at(-1) ?? '', path: url.pathname, params: url.searchParams, headers: incoming.headers, body }
}

/** Names a recording by its words, as MessyBrainz does. */
export function msidOf({ artist, title }: Pick<FakePlay, 'artist' | 'title'>): string {
  return `msid:${artist}:${title}`
}

function metadataOf({ artist, title, album, mbid, durationMs }: FakePlay) {
  return { artist_name: artist, track_name: title, release_name: album, additional_info: { recording_msid: msidOf({ artist, title }), ...(mbid && { recording_mbid: mbid }), ...(durationMs !== undefined && { duration_ms: durationMs }) } }
}
