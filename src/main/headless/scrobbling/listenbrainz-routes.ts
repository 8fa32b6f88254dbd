import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ScrobblerClient } from '#main/domains/access/access.service.ts'
import { readSubmission } from '#main/domains/receiving/listenbrainz-submission.ts'
import { takeText } from './scrobbler-gate.ts'
import type { ScrobblerGate } from './scrobbler-gate.ts'

/** As ListenBrainz limits a request. */
const mostBytes = 10_240_000

function tokenOf({ headers, query }: FastifyRequest): string {
  const { token } = query as { token?: unknown }
  return /^(?:Token|Bearer)\s+(\S{1,200})$/i.exec(headers.authorization ?? '')?.[1] ?? (typeof token === 'string' ? token : '')
}

/** Answers what clients of ListenBrainz ask, below `/1`, to whoever shows a token of Sillon. */
export function addListenbrainzRoutes(scope: FastifyInstance, gate: ScrobblerGate): void {
  /** How far an importer has come; a restart forgets it, and what comes again is known. */
  const latest = new Map<string, number>()
  const failed = (reply: FastifyReply, code: number, error: string): FastifyReply => reply.code(code).send({ code, error })

  /** Runs for whoever is known. */
  const known = (run: (client: ScrobblerClient, request: FastifyRequest, reply: FastifyReply) => unknown) => (request: FastifyRequest, reply: FastifyReply): unknown => {
    if (gate.isSpent(request)) return failed(reply.header('retry-after', 900).header('x-ratelimit-reset-in', 900), 429, 'Too many wrong tokens from this address. Wait fifteen minutes.')
    const client = gate.admit(request, gate.access.byToken(tokenOf(request)))
    return client ? run(client, request, reply) : failed(reply, 401, 'Invalid authorization token.')
  }

  async function submit(client: ScrobblerClient, { body }: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const submission = readSubmission(body)
    if (!submission) return failed(reply, 400, 'This is not a submission: listen_type, and 1 to 1000 listens (one unless it is import) with artist_name and track_name, are needed.')
    const { kind, plays } = submission
    const [first] = plays
    if (kind === 'playing_now') {
      if (first) gate.receiving.playing(client.name, first)
      return { status: 'ok' }
    }
    if (plays.some(({ startedAt }) => gate.receiving.timeProblem(startedAt))) return failed(reply, 400, 'listened_at has to be a time in seconds that is over and not before October 2002. Nothing of this request was kept.')
    await gate.receiving.record(client.name, plays)
    return { status: 'ok' }
  }

  takeText(scope)
  scope.post('/1/submit-listens', { bodyLimit: mostBytes }, known(submit))
  scope.get('/1/validate-token', (request, reply) => {
    if (gate.isSpent(request)) return failed(reply.header('retry-after', 900), 429, 'Too many wrong tokens from this address. Wait fifteen minutes.')
    const client = gate.admit(request, gate.access.byToken(tokenOf(request)))
    return client ? { code: 200, message: 'Token valid.', valid: true, user_name: client.name } : { code: 200, message: 'Token invalid.', valid: false }
  })
  scope.get('/1/latest-import', known((client) => ({ musicbrainz_id: client.name, latest_import: latest.get(client.name) ?? 0 })))
  scope.post('/1/latest-import', known((client, { body }, reply) => {
    const at = /"ts"\s*:\s*(\d{1,12})/.exec(typeof body === 'string' ? body : '')?.[1]
    if (at === undefined) return failed(reply, 400, 'ts is needed.')
    latest.set(client.name, Number(at))
    return { status: 'ok' }
  }))
  scope.get('/1/user/:name/listen-count', known(async () => ({ payload: { count: await gate.countPlays() } })))
  scope.get('/1/user/:name/playing-now', known((client) => {
    const now = gate.receiving.scrobblers().find(({ name }) => name === client.name)?.nowListening
    const listens = now ? [{ playing_now: true, track_metadata: { artist_name: now.artist, track_name: now.title, ...(now.album && { release_name: now.album }), additional_info: {} } }] : []
    return { payload: { count: listens.length, listens, playing_now: true, user_id: client.name } }
  }))
}
