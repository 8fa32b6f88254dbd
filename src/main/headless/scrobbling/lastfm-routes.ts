import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ScrobblerClient } from '#main/domains/access/access.service.ts'
import type { ReceivedPlay, ReceivedTrack } from '#main/domains/receiving/receiving.service.ts'
import { sendAnswer } from './lastfm-answer.ts'
import type { AnswerObject, LastfmAnswer } from './lastfm-answer.ts'
import { msOf, paramsOf, takeText } from './scrobbler-gate.ts'
import type { ScrobblerGate } from './scrobbler-gate.ts'

const mostScrobbles = 50
const mostBytes = 1024 * 1024

const ignored = { none: 0, artist: 1, title: 2, old: 3, new: 4 } as const

function trackAt(params: URLSearchParams, index: string): ReceivedTrack {
  const text = (name: string): string => params.get(`${name}${index}`)?.trim() ?? ''
  return { artist: text('artist'), title: text('track'), album: text('album'), albumArtist: text('albumArtist'), recordingMbid: text('mbid'), durationMs: msOf(text('duration')) }
}

function resultOf({ artist, title, album, albumArtist }: ReceivedTrack, code: number): Record<string, AnswerObject> {
  const same = (text: string): AnswerObject => ({ corrected: '0', '#text': text })
  return { track: same(title), artist: same(artist), album: same(album), albumArtist: same(albumArtist), ignoredMessage: { code: String(code), '#text': '' } }
}

/** XML has as attributes what stands beside the text in JSON. */
function asXml(result: Record<string, AnswerObject>): AnswerObject {
  return Object.fromEntries(Object.entries(result).map(([name, { '#text': text = '', ...marks }]) => [name, { '@attr': marks, '#text': text }]))
}

/**
 * Speaks the Last.fm API 2.0 as far as scrobblers need it. The token of Sillon is the password (any user name), or the
 * API key of programs that sign in by a page. Signatures are not looked at: whoever has the token may write.
 */
export function addLastfmRoutes(scope: FastifyInstance, { receiving, access, isSpent, admit, countPlays }: ScrobblerGate): void {
  const session = ({ sessionKey, name }: ScrobblerClient, user: string | null): LastfmAnswer => ({ session: { name: user || name, key: sessionKey, subscriber: '0' } })

  function signIn(params: URLSearchParams): ScrobblerClient | undefined {
    const [user, password, proof] = [params.get('username') ?? '', params.get('password'), params.get('authToken')]
    return password === null ? access.byProof(proof ?? '', { before: user.toLowerCase() }) ?? access.byProof(proof ?? '', { before: user }) : access.byToken(password)
  }

  function judge({ artist, title, startedAt }: ReceivedPlay): number {
    if (artist === '') return ignored.artist
    if (title === '') return ignored.title
    const problem = receiving.timeProblem(startedAt)
    return problem === null ? ignored.none : ignored[problem]
  }

  async function scrobble({ name }: ScrobblerClient, params: URLSearchParams, isJson: boolean): Promise<LastfmAnswer> {
    const indices = [...params.keys()].flatMap((key) => /^timestamp(\[\d{1,2}\])?$/.exec(key)?.[0].slice('timestamp'.length) ?? [])
    if (indices.length === 0 || indices.length > mostScrobbles) return 6
    const plays = indices.map((index): ReceivedPlay => ({ ...trackAt(params, index), startedAt: Math.floor(Number(params.get(`timestamp${index}`) || Number.NaN)) * 1000, heardMs: null, told: {} }))
    const codes = plays.map(judge)
    await receiving.record(name, plays.filter((_play, at) => codes[at] === 0))
    const results = plays.map((play, at) => {
      const result = resultOf(play, codes[at] ?? 0)
      return { ...(isJson ? result : asXml(result)), timestamp: String(params.get(`timestamp${indices[at] ?? ''}`)) }
    })
    const accepted = codes.filter((code) => code === 0).length
    const [only] = results
    return { scrobbles: { '@attr': { accepted, ignored: codes.length - accepted }, scrobble: results.length === 1 && only ? only : results } }
  }

  async function write(method: string, client: ScrobblerClient, params: URLSearchParams, isJson: boolean): Promise<LastfmAnswer> {
    const track = trackAt(params, '')
    if (method === 'user.getinfo') return { user: { name: params.get('user') || client.name, playcount: String(await countPlays()), subscriber: '0', url: '' } }
    if (method === 'track.scrobble') return scrobble(client, params, isJson)
    if (track.artist === '' || track.title === '') return 6
    if (method === 'track.updatenowplaying') {
      receiving.playing(client.name, track)
      const result = resultOf(track, 0)
      return { nowplaying: isJson ? result : asXml(result) }
    }
    receiving.love(track, method === 'track.love')
    return {}
  }

  async function answer(request: FastifyRequest, params: URLSearchParams, isJson: boolean): Promise<LastfmAnswer> {
    const method = (params.get('method') ?? '').toLowerCase()
    if (isSpent(request)) return 29
    if (method === 'auth.getmobilesession') {
      const client = admit(request, signIn(params))
      return client ? session(client, params.get('username')) : 4
    }
    if (method === 'auth.gettoken' || method === 'auth.getsession') {
      const client = admit(request, access.byToken(params.get('api_key') ?? ''))
      if (!client) return 14
      // Whoever knows the API key is allowed already, so no page has to be agreed to.
      return method === 'auth.getsession' ? session(client, null) : { token: createHash('md5').update(`token for ${client.sessionKey}`).digest('hex') }
    }
    if (!['track.scrobble', 'track.updatenowplaying', 'track.love', 'track.unlove', 'user.getinfo'].includes(method)) return 3
    const client = admit(request, access.bySessionKey(params.get('sk') ?? '') ?? (method === 'user.getinfo' ? access.byToken(params.get('api_key') ?? '') : undefined))
    return client ? write(method, client, params, isJson) : 9
  }

  takeText(scope)
  for (const url of ['/2.0', '/2.0/']) {
    scope.route({
      method: ['GET', 'POST'],
      url,
      bodyLimit: mostBytes,
      handler: async (request, reply) => {
        const params = paramsOf(request)
        const isJson = params.get('format') === 'json'
        return sendAnswer(reply, await answer(request, params, isJson), isJson)
      },
    })
  }
}
