import type { FastifyReply } from 'fastify'

/** A value of an answer: attributes stand under `@attr`, text beside them under `#text`, as in the JSON of Last.fm. */
export type AnswerValue = string | number | AnswerObject | readonly AnswerValue[]
export type AnswerObject = { readonly [name: string]: AnswerValue }

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Characters XML cannot hold are left out. */
function escaped(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')
}

function isList(value: AnswerValue): value is readonly AnswerValue[] {
  return Array.isArray(value)
}

function element(name: string, value: AnswerValue): string {
  if (isList(value)) return value.map((item) => element(name, item)).join('')
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`
  const { '@attr': attributes = {}, '#text': text = '', ...children } = value
  const marks = typeof attributes === 'object' && !isList(attributes) ? Object.entries(attributes).map(([key, mark]) => ` ${key}="${escaped(String(mark))}"`).join('') : ''
  const inside = Object.entries(children).map(([child, content]) => element(child, content)).join('')
  return `<${name}${marks}>${escaped(String(text))}${inside}</${name}>`
}

/** Numbers of the Last.fm API for what goes wrong here, and the status each is told with. */
const failures = {
  3: { status: 400, message: 'Invalid Method - No method with that name in this package' },
  4: { status: 403, message: 'Authentication Failed - You do not have permissions to access the service' },
  6: { status: 400, message: 'Invalid parameters - Your request is missing a required parameter' },
  9: { status: 403, message: 'Invalid session key - Please re-authenticate' },
  14: { status: 403, message: 'Unauthorized Token - This token has not been authorized' },
  29: { status: 429, message: 'Rate limit exceeded - Too many wrong tokens from this address. Wait fifteen minutes' },
} as const

/** One of {@link failures}. */
export type FailureNumber = keyof typeof failures

/** What a call came to: an answer, `{}` where there is nothing to tell, or the number of a failure. */
export type LastfmAnswer = AnswerObject | FailureNumber

/** Sends an answer as JSON or, as Last.fm does unless asked otherwise, as XML. */
export function sendAnswer(reply: FastifyReply, answer: LastfmAnswer, isJson: boolean): FastifyReply {
  if (typeof answer === 'number') {
    const { status, message } = failures[answer]
    reply.code(status)
    if (answer === 29) reply.header('retry-after', 900)
    if (isJson) return reply.send({ error: answer, message })
    return sendXml(reply, 'failed', element('error', { '@attr': { code: answer }, '#text': message }))
  }
  if (isJson) return reply.send(answer)
  return sendXml(reply, 'ok', Object.entries(answer).map(([name, value]) => element(name, value)).join(''))
}

function sendXml(reply: FastifyReply, status: 'ok' | 'failed', inside: string): FastifyReply {
  return reply.type('text/xml; charset=utf-8').send(`<?xml version="1.0" encoding="utf-8"?>\n<lfm status="${status}">${inside}</lfm>\n`)
}
