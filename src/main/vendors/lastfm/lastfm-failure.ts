import { z } from 'zod'
import type { HttpResponse } from '#main/kernel/http/http-declaration.ts'
import type { Failure } from '#main/kernel/http/http-errors.ts'
import { parseRetryAfter } from '#main/kernel/http/http-errors.ts'
import { AppError } from '#shared/errors.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { Told } from '#shared/messages/say.ts'
import { say } from '#shared/messages/say.ts'

/** Error numbers of the Last.fm API that callers tell apart. */
export const lastfmErrors = { parameters: 6, resource: 7, backend: 8, session: 9, key: 10, signature: 13, tokenNotAgreed: 14, isPrivate: 17, keySuspended: 26, rate: 29 } as const

const errorSchema = z.object({ error: z.coerce.number().int(), message: z.string().default('') })
/** An error answer is one line; anything longer is data. */
const longestErrorBytes = 4_000
/** Last.fm names no time when it says 29. */
const unnamedPauseMs = 5 * 60_000

const passing: ReadonlySet<number> = new Set([8, 11, 16, 29])

type Meaning = { code: ErrorCode; told: (name: string) => Told }

const meanings: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [4, { code: 'unauthorised', told: (name) => say`${name} refused the sign-in. Sign in there again under Settings.` }],
  [6, { code: 'not-found', told: (name) => say`${name} knows no such user or entry. Is the user name written as it is there?` }],
  [7, { code: 'not-found', told: (name) => say`${name} has nothing of that kind.` }],
  [8, { code: 'unavailable', told: (name) => say`${name} could not do it this time. It is tried again later.` }],
  [9, { code: 'unauthorised', told: (name) => say`${name} does not accept the sign-in any more. Sign in there again under Settings; what waits is kept.` }],
  [10, { code: 'unauthorised', told: (name) => say`${name} does not accept the API key. Check it under Settings; nothing is lost meanwhile.` }],
  [11, { code: 'unavailable', told: (name) => say`${name} is closed for the moment. It is tried again later.` }],
  [13, { code: 'unauthorised', told: (name) => say`${name} does not accept the shared secret. Check it under Settings.` }],
  [14, { code: 'unauthorised', told: (name) => say`${name} has not been told yet that Sillon may use the account. Agree in the browser first, then go on here.` }],
  [15, { code: 'unauthorised', told: (name) => say`That took too long for ${name}. Begin signing in again.` }],
  [16, { code: 'unavailable', told: (name) => say`${name} cannot answer for the moment. It is tried again later.` }],
  [17, { code: 'permission', told: (name) => say`${name} keeps the recent plays of this user private. Allow them to be seen in the privacy settings there.` }],
  [26, { code: 'unauthorised', told: (name) => say`${name} has suspended the API key. Ask for another there and put it in under Settings; nothing is lost meanwhile.` }],
  [29, { code: 'rate-limited', told: (name) => say`${name} was asked too often and wants a pause. What waits goes on by itself.` }],
])

function parseError({ body }: HttpResponse<Buffer>): z.infer<typeof errorSchema> | undefined {
  if (body.length > longestErrorBytes) return undefined
  try {
    return errorSchema.safeParse(JSON.parse(body.toString('utf8'))).data
  } catch {
    // Not JSON: the status or the parser of the data says what it is.
    return undefined
  }
}

/**
 * Last.fm tells failures as `{ error, message }`, with status 200 as often as with another. 8, 11 and 16 may pass, 29
 * asks for a pause; all others are final. The number stands in the error's data as `error`.
 */
export function failureInAnswer(name: string): (response: HttpResponse<Buffer>, now: number) => Failure | undefined {
  return (response, now) => {
    const found = parseError(response)
    if (!found) return undefined
    const { code, told } = meanings.get(found.error) ?? { code: 'invalid-input', told: () => say`${name} did not accept the request (error ${String(found.error)}).` }
    const retryAfterMs = parseRetryAfter(response.headers['retry-after'], now) ?? (code === 'rate-limited' ? unnamedPauseMs : undefined)
    return {
      error: new AppError(code, told(name), { data: { service: name, error: found.error }, cause: new Error(found.message) }),
      mayPass: passing.has(found.error),
      wasRefused: code === 'rate-limited' || found.error === 11 || found.error === 16,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    }
  }
}
