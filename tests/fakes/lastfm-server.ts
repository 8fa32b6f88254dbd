import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { newestFirst } from './fake-play.ts'
import type { FakeLove, FakePlay } from './fake-play.ts'
import { serveVendor } from './fake-server.ts'
import type { FakeAnswer, FakeReceipt, FakeRequest } from './fake-server.ts'
import { noFaults } from './faults.ts'
import type { Fault, Faults } from './faults.ts'
import { acceptScrobbles, nowPlayingAnswer } from './lastfm-scrobbles.ts'

type Reply = FakeAnswer & { isSigned?: boolean }
type Named = { name: string; mbid: string; at: number | null; artist: string; album: string }

const mostRows = 1_000
const messages: Record<number, string> = {
  4: 'Authentication Failed', 6: 'User not found', 7: 'Invalid resource specified', 8: 'Operation failed - Most likely the backend service failed. Please try again.', 9: 'Invalid session key - Please re-authenticate',
  10: 'Invalid API key - You must be granted a valid key by last.fm', 11: 'Service Offline - This service is temporarily offline. Try again later.', 13: 'Invalid method signature supplied', 14: 'Unauthorized Token - This token has not been issued',
  16: 'The service is temporarily unavailable, please try again.', 17: 'Login: User required to be logged in', 26: 'Suspended API key - Access for your account has been suspended', 29: 'Rate limit exceeded - Your IP has made too many requests in a short period',
}

/**
 * A Last.fm that behaves as the real one: numbers as text, a single row bare, the playing track on every page and
 * without a date, errors in JSON of any status. One user.
 */
export class FakeLastfm {
  user = 'listener'
  apiKey = 'key-of-the-app'
  secret = 'shared-secret'
  session = 'session-of-the-user'
  plays: FakePlay[] = []
  loves: FakeLove[] = []
  nowPlaying: FakePlay | null = null
  faults: Faults = noFaults()
  received: FakeReceipt[] = []
  isPrivate = false
  /** More rows than this at once are too much for it: error 8, as on the long histories of 2026. */
  mostRowsNow = mostRows
  /** Whether a play at the second of `to` is told: nobody knows for sure, so both are tested. */
  includesTo = true
  /** Scrobbles are ignored as too many from here on, when set. */
  dailyLimit = Number.POSITIVE_INFINITY
  /** Its clock, in UTC seconds; scrobbles too old or too new are judged by it. */
  now: () => number = () => Math.floor(Date.now() / 1000)
  /** Tokens given out, and whether the person agreed to them. */
  tokens = new Map<string, boolean>()
  address = ''

  /** Its API. */
  get url(): string {
    return `${this.address}/2.0/`
  }

  /** The page where a person agrees. */
  get authUrl(): string {
    return `${this.address}/api/auth/`
  }

  /** Starts one; it ends with the test unless `whenDone` says otherwise. */
  static async start(whenDone?: (close: () => void) => unknown): Promise<FakeLastfm> {
    const fake = new FakeLastfm()
    const error = (fault: Extract<Fault, { kind: 'error' }>): FakeAnswer => failed(fault.code, fault.status, fault.headers)
    fake.address = await serveVendor({ get faults() { return fake.faults }, received: fake.received, read: readRequest, answer: (request) => fake.answer(request), error }, whenDone)
    return fake
  }

  private answer(request: FakeRequest): Reply {
    const { params, name } = request
    if (request.path === '/api/auth/') return this.agree(params)
    if (request.path !== '/2.0/') return { status: 404, body: { error: 3, message: 'Invalid Method' } }
    if (params.get('api_key') !== this.apiKey) return failed(10, 403)
    if (name.startsWith('user.') && params.get('user')?.toLowerCase() !== this.user.toLowerCase()) return failed(6, 404)
    if (name === 'user.getInfo') return { body: { user: { name: this.user, playcount: String(this.plays.length), registered: { unixtime: '1300000000', '#text': 1_300_000_000 } } } }
    if (name === 'user.getRecentTracks') return this.recentTracks(params)
    if (name === 'user.getLovedTracks') return this.lovedTracks(params)
    return this.signed(request)
  }

  private agree(params: URLSearchParams): Reply {
    const token = params.get('token') ?? ''
    if (!this.tokens.has(token)) return failed(14, 403)
    this.tokens.set(token, true)
    return { body: { ok: true } }
  }

  private recentTracks(params: URLSearchParams): Reply {
    if (this.isPrivate) return failed(17, 403)
    const from = Number(params.get('from') ?? 0)
    const to = Number(params.get('to') ?? Number.POSITIVE_INFINITY)
    const rows = newestFirst(this.plays).filter(({ at }) => (at === null ? !params.has('from') && !params.has('to') : at >= from && (this.includesTo ? at <= to : at < to)))
    const page = this.pageOf(rows, params, 50)
    if (!page) return failed(8, 500)
    const now = this.nowPlaying ? [{ ...trackJson(namedOf(this.nowPlaying)), '@attr': { nowplaying: 'true' } }] : []
    return { body: { recenttracks: { track: bareIfSingle([...now, ...page.rows.map((row) => trackJson(namedOf(row)))]), '@attr': { ...page.attributes, user: this.user } } } }
  }

  private lovedTracks(params: URLSearchParams): Reply {
    const rows = [...this.loves].sort((a, b) => b.at - a.at)
    const page = this.pageOf(rows, params, 50)
    if (!page) return failed(8, 500)
    const track = page.rows.map(({ artist, title, at, mbid = '' }) => ({ artist: { url: '', name: artist, mbid: '' }, date: { uts: String(at), '#text': '' }, mbid, name: title, url: '' }))
    return { body: { lovedtracks: { track: bareIfSingle(track), '@attr': { ...page.attributes, user: this.user } } } }
  }

  private pageOf<Row>(rows: readonly Row[], params: URLSearchParams, usual: number) {
    const limit = Math.min(mostRows, Number(params.get('limit') ?? usual))
    const page = Number(params.get('page') ?? 1)
    if (limit > this.mostRowsNow) return undefined
    const attributes = { page: String(page), perPage: String(limit), total: String(rows.length), totalPages: String(Math.ceil(rows.length / limit)) }
    return { rows: rows.slice((page - 1) * limit, page * limit), attributes }
  }

  private signed({ name, params, method }: FakeRequest): Reply {
    if (method !== 'POST' || params.get('api_sig') !== signatureOf(params, this.secret)) return failed(13, 403)
    if (name === 'auth.getToken') {
      const token = `token-${this.tokens.size + 1}`
      this.tokens.set(token, false)
      return { body: { token } }
    }
    if (name === 'auth.getSession') {
      const isAgreed = this.tokens.get(params.get('token') ?? '')
      return isAgreed ? { body: { session: { name: this.user, key: this.session, subscriber: 0 } } } : failed(14, 403)
    }
    if (params.get('sk') !== this.session) return failed(9, 403)
    if (name === 'track.scrobble') return acceptScrobbles(this, params) ?? failed(6, 400)
    if (name === 'track.updateNowPlaying') return nowPlayingAnswer(this, params)
    if (name === 'track.love' || name === 'track.unlove') return this.love(params, name === 'track.love')
    return { status: 400, body: { error: 3, message: 'Invalid Method - No method with that name in this package' } }
  }

  private love(params: URLSearchParams, isLoved: boolean): Reply {
    const artist = params.get('artist') ?? ''
    const title = params.get('track') ?? ''
    if (artist === '' || title === '') return failed(6, 400)
    const others = this.loves.filter((love) => love.artist !== artist || love.title !== title)
    this.loves = isLoved ? [...others, { artist, title, at: this.now() }] : others
    return { body: {} }
  }
}

function failed(code: number, status = 200, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: { error: code, message: messages[code] ?? 'Unknown error' } }
}

function readRequest(incoming: IncomingMessage, url: URL, body: string): FakeRequest {
  const params = incoming.method === 'POST' ? new URLSearchParams(body) : url.searchParams
  return { method: incoming.method ?? '', name: params.get('method') ?? '', path: url.pathname, params, headers: incoming.headers, body }
}

function signatureOf(params: URLSearchParams, secret: string): string {
  const names = [...params.keys()].filter((name) => name !== 'api_sig' && name !== 'format' && name !== 'callback').sort((a, b) => (a < b ? -1 : 1))
  return createHash('md5').update(names.map((name) => `${name}${params.get(name)}`).join('') + secret, 'utf8').digest('hex')
}

function namedOf({ title, artist, album, at, mbid = '' }: FakePlay): Named {
  return { name: title, mbid, at, artist, album }
}

function trackJson({ name, mbid, at, artist, album }: Named) {
  return {
    artist: { mbid: '', '#text': artist },
    streamable: '0',
    image: [{ size: 'small', '#text': '' }],
    mbid,
    album: { mbid: '', '#text': album },
    name,
    url: 'https://www.last.fm/music/',
    ...(at !== null && { date: { uts: String(at), '#text': new Date(at * 1000).toUTCString() } }),
  }
}

/** As its XML becomes JSON. */
function bareIfSingle<Row>(rows: Row[]): Row | Row[] {
  return rows.length === 1 && rows[0] ? rows[0] : rows
}
