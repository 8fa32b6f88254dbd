import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { AppError, ErrorCode } from '#shared/errors.ts'
import { parseRange } from './byte-range.ts'

export type MediaRequest = {
  /** `/media/…`, still percent-encoded, without query. */
  path: string
  method: 'GET' | 'HEAD'
  range?: string
  ifNoneMatch?: string
  /** Aborted when nobody waits for the answer any more. */
  signal?: AbortSignal
}

/** A body that is a stream must be read or destroyed. */
export type MediaAnswer = { status: number; headers: Record<string, string>; body?: Readable | string }

const readAhead = 256 * 1024

const statusOf: Partial<Record<ErrorCode, number>> = { 'invalid-input': 400, 'not-found': 404, permission: 403, unsupported: 415, unavailable: 404, 'disk-full': 507 }

/** A sentence for the person, as plain text. */
export function errorAnswer(error: AppError): MediaAnswer {
  return { status: statusOf[error.code] ?? 500, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }, body: error.message }
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch?.split(',').some((tag) => [etag, `W/${etag}`, '*'].includes(tag.trim())) ?? false
}

/** Answers from an open file, of which it takes over the closing. `headers` describe the file. */
export async function fileAnswer(request: MediaRequest, handle: FileHandle, file: { size: number; etag: string; headers: Record<string, string> }): Promise<MediaAnswer> {
  const { size, etag } = file
  const headers: Record<string, string> = { 'x-content-type-options': 'nosniff', ...file.headers, etag, 'accept-ranges': 'bytes' }
  const finish = async (answer: MediaAnswer): Promise<MediaAnswer> => {
    await handle.close()
    return answer
  }
  if (matches(request.ifNoneMatch, etag)) return finish({ status: 304, headers })
  const range = parseRange(request.range, size)
  if (range.kind === 'unsatisfiable') return finish({ status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } })
  const { start, end } = range.kind === 'part' ? range : { start: 0, end: size - 1 }
  const answer = {
    status: range.kind === 'part' ? 206 : 200,
    headers: { ...headers, 'content-length': String(end - start + 1), ...(range.kind === 'part' && { 'content-range': `bytes ${start}-${end}/${size}` }) },
  }
  if (request.method === 'HEAD' || size === 0) return finish(answer)
  const body = handle.createReadStream({ start, end, highWaterMark: readAhead })
  request.signal?.addEventListener('abort', () => body.destroy(), { once: true })
  return { ...answer, body }
}
