import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MediaHandler } from '../domains/playback/media/media-handler.ts'

/** Answers GET and HEAD of `/media/…` from the core's handler; a reader who leaves ends the reading. */
export async function sendMedia(media: MediaHandler, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const abort = new AbortController()
  reply.raw.once('close', () => abort.abort())
  const { range, 'if-none-match': ifNoneMatch } = request.headers
  const { status, headers, body } = await media({
    path: new URL(request.url, 'http://localhost').pathname,
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    ...(range !== undefined && { range }),
    ...(ifNoneMatch !== undefined && { ifNoneMatch }),
    signal: abort.signal,
  })
  reply.code(status).headers(headers)
  if (request.method !== 'HEAD') return reply.send(body)
  // Fastify would count the body that is not sent.
  reply.hijack()
  reply.raw.writeHead(status, reply.getHeaders() as OutgoingHttpHeaders).end()
  return reply
}
