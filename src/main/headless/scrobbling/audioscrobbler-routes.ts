import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ReceivedTrack } from '#main/domains/receiving/receiving.service.ts'
import { msOf, paramsOf, takeText } from './scrobbler-gate.ts'
import type { ScrobblerGate } from './scrobbler-gate.ts'

/** Where `/?hs=true` is answered. */
export const handshakePath = '/audioscrobbler/handshake'

const mostSessions = 1_000
const mostAheadSeconds = 3_600

/** The handshake shares its address with the page of the app: this is the address it is answered under, or the one given. */
export function handshakeOr(url: string): string {
  return /^\/\?(?:[^#]*&)?hs=true(?:&|$)/.test(url) ? `${handshakePath}${url.slice(1)}` : url
}

function trackAt(params: URLSearchParams, index: string): ReceivedTrack {
  const text = (letter: string): string => params.get(`${letter}${index}`) ?? ''
  return { artist: text('a'), title: text('t'), album: text('b'), albumArtist: '', recordingMbid: text('m'), durationMs: msOf(text('l')) }
}

/** Speaks Audioscrobbler 1.2: the handshake with any user name and the token as the password, what plays now, and submissions. */
export function addAudioscrobblerRoutes(scope: FastifyInstance, gate: ScrobblerGate, now: () => number): void {
  /** Names by session; a restart asks for a new handshake, as the protocol means it. */
  const sessions = new Map<string, string>()
  let made = 0
  const say = (reply: FastifyReply, text: string): FastifyReply => reply.type('text/plain; charset=utf-8').send(`${text}\n`)

  function shakeHands(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const params = paramsOf(request)
    const time = params.get('t') ?? ''
    if (gate.isSpent(request)) return say(reply, 'FAILED Too many wrong tokens from this address')
    if (!(Math.abs(Number(time) - now() / 1000) < mostAheadSeconds)) return say(reply, 'BADTIME')
    const bySession = params.get('sk') ? gate.access.bySessionKey(params.get('sk') ?? '') : undefined
    const client = gate.admit(request, bySession ?? gate.access.byProof(params.get('a') ?? '', { after: time }))
    if (!client) return say(reply, 'BADAUTH')
    const session = createHash('md5').update(`${client.sessionKey} ${time} ${(made += 1)}`).digest('hex')
    sessions.set(session, client.name)
    const [oldest] = sessions.keys()
    if (sessions.size > mostSessions && oldest !== undefined) sessions.delete(oldest)
    const scheme = request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
    const base = `${scheme}://${request.headers.host ?? ''}/audioscrobbler`
    return say(reply, ['OK', session, `${base}/now`, `${base}/submit`].join('\n'))
  }

  const within = (run: (client: string, params: URLSearchParams) => string | Promise<string>) => async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const params = paramsOf(request)
    const client = sessions.get(params.get('s') ?? '')
    return say(reply, client === undefined ? 'BADSESSION' : await run(client, params))
  }

  async function submit(client: string, params: URLSearchParams): Promise<string> {
    const indices = [...params.keys()].flatMap((name) => /^a(\[\d{1,3}\])$/.exec(name)?.[1] ?? [])
    if (indices.length === 0) return 'FAILED There is nothing in it'
    const plays = indices.map((index) => {
      const told = { player: params.get(`o${index}`) ?? '' }
      return { ...trackAt(params, index), startedAt: Math.floor(Number(params.get(`i${index}`) || Number.NaN)) * 1000, heardMs: null, told }
    })
    // What can never be taken must not be sent for ever: it is passed over, as Last.fm does.
    await gate.receiving.record(client, plays.filter(({ artist, title, startedAt }) => artist !== '' && title !== '' && !gate.receiving.timeProblem(startedAt)))
    return 'OK'
  }

  function playing(client: string, params: URLSearchParams): string {
    const track = trackAt(params, '')
    if (track.artist !== '' && track.title !== '') gate.receiving.playing(client, track)
    return 'OK'
  }

  takeText(scope)
  scope.route({ method: ['GET', 'POST'], url: handshakePath, handler: shakeHands })
  scope.post('/audioscrobbler/now', within(playing))
  scope.post('/audioscrobbler/submit', { bodyLimit: 1024 * 1024 }, within(submit))
}
