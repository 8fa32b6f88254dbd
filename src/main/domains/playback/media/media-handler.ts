import { Readable } from 'node:stream'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { AppError, isAppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { AppContext } from '#main/context.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { growingBytes } from './growing-file.ts'
import { openImage } from './image-file.ts'
import type { ImageSize } from './image-file.ts'
import { etagOf, findLibraryFile, openConfined } from './library-file.ts'
import type { LibraryFile } from './library-file.ts'
import { errorAnswer, fileAnswer } from './media-answer.ts'
import type { MediaAnswer, MediaRequest } from './media-answer.ts'
import { isTranscodable, mediaTypeOf } from './playable.rules.ts'
import type { Transcode, Transcodes } from './transcodes.ts'

/** Answers `/media/…` for every host: sound of library files, sound made of them, pictures. Never rejects. */
export type MediaHandler = (request: MediaRequest) => Promise<MediaAnswer>

type MediaContext = Pick<AppContext, 'db' | 'paths' | 'log'> & { transcodes: Transcodes }

const routes: readonly [RegExp, (ctx: MediaContext, request: MediaRequest, match: RegExpExecArray) => Promise<MediaAnswer>][] = [
  [/^\/media\/file\/(\d{1,15})$/, (ctx, request, match) => sendFile(ctx, request, Number(match[1]))],
  [/^\/media\/flac\/(\d{1,15})$/, (ctx, request, match) => sendFlac(ctx, request, Number(match[1]))],
  [/^\/media\/image\/([0-9a-f]{16,64})\/(96|320|1280|original)$/, (ctx, request, match) => sendImage(ctx, request, match[1] ?? '', match[2] as ImageSize)],
]

export function createMediaHandler(ctx: MediaContext): MediaHandler {
  return async (request) => {
    try {
      for (const [pattern, answer] of routes) {
        const match = pattern.exec(request.path)
        if (match) return await answer(ctx, request, match)
      }
      throw new AppError('not-found', say`There is nothing at this address.`)
    } catch (error) {
      if (isAppError(error)) return errorAnswer(error)
      ctx.log.error('media request failed', { path: request.path, error: String(error) })
      return errorAnswer(new AppError('bug', say`Sillon could not read this file. The log says why.`))
    }
  }
}

/** Pages ask again for what may have changed on disk; an unchanged file costs them one small answer. */
const revalidated = { 'cache-control': 'private, no-cache' }

function getFile(db: ReadDb, fileId: number): LibraryFile {
  const file = findLibraryFile(db, fileId)
  if (!file) throw new AppError('not-found', say`The library knows no such file.`)
  return file
}

async function sendFile({ db }: MediaContext, request: MediaRequest, fileId: number): Promise<MediaAnswer> {
  const file = getFile(db, fileId)
  const { handle, stats } = await openConfined(db, file)
  return fileAnswer(request, handle, { size: Number(stats.size), etag: etagOf(stats), headers: { 'content-type': mediaTypeOf(file.container), ...revalidated } })
}

const flacHeaders = { 'content-type': 'audio/flac', 'x-content-type-options': 'nosniff', ...revalidated }

/**
 * A whole FLAC is sent as it is made, its length unknown. Who asks for ranges has to know the length, which only the
 * finished file has: they wait for it.
 */
async function sendFlac({ db, transcodes }: MediaContext, request: MediaRequest, fileId: number): Promise<MediaAnswer> {
  const file = getFile(db, fileId)
  if (!isTranscodable(file)) throw new AppError('unsupported', say`ffmpeg does not know this format, so it cannot be played.`)
  const { handle, stats } = await openConfined(db, file)
  const key = `${fileId}-${etagOf(stats).slice(1, -1)}`
  if (request.method === 'HEAD') {
    await handle.close()
    return { status: 200, headers: flacHeaders }
  }
  const transcode = await transcodes.open(key, file, handle)
  if (transcode.isDone() || request.range !== undefined) return sendFinished(request, transcode, key)
  return sendGrowing(request, transcode)
}

async function sendFinished(request: MediaRequest, transcode: Transcode, key: string): Promise<MediaAnswer> {
  try {
    await settledOrAborted(transcode.done, request.signal)
    const handle = await openFinished(transcode)
    const { size } = await handle.stat()
    const answer = await fileAnswer(request, handle, { size, etag: `"${key}"`, headers: flacHeaders })
    if (answer.body instanceof Readable) answer.body.once('close', transcode.release)
    else transcode.release()
    return answer
  } catch (error) {
    transcode.release()
    throw error
  }
}

async function openFinished(transcode: Transcode): Promise<FileHandle> {
  return open(transcode.path(), 'r').catch((error: unknown) => {
    throw new AppError('unavailable', say`The prepared track cannot be read. Play it again to prepare it anew.`, { cause: error })
  })
}

async function sendGrowing(request: MediaRequest, transcode: Transcode): Promise<MediaAnswer> {
  const bytes = growingBytes(transcode, request.signal)
  // A file that ffmpeg cannot read fails before its first byte, in time for an answer that says so.
  const first = await bytes.next()
  if (first.done) return { status: 200, headers: flacHeaders, body: '' }
  const body = Readable.from(
    (async function* () {
      yield first.value
      yield* bytes
    })(),
  )
  // Destroyed before its first read, the stream would never have begun what it has to end.
  body.once('close', () => void bytes.return(undefined))
  return { status: 200, headers: flacHeaders, body }
}

async function settledOrAborted(done: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return done
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(new AppError('unavailable', say`Nobody waits for this any more.`))
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  try {
    await Promise.race([done, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

async function sendImage({ paths }: MediaContext, request: MediaRequest, hash: string, size: ImageSize): Promise<MediaAnswer> {
  const { handle, bytes, mediaType } = await openImage(paths.images, hash, size)
  return fileAnswer(request, handle, {
    size: bytes,
    etag: `"${hash}-${size}"`,
    // A picture is named by its content, so it never changes. Opened as a page of its own (SVG), it may do nothing.
    headers: { 'content-type': mediaType, 'cache-control': 'private, max-age=31536000, immutable', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" },
  })
}
