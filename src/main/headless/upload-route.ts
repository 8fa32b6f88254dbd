import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance } from 'fastify'
import { uploadName, uploadsFolder } from '#main/domains/imports/imports.service.ts'
import type { App } from '../app.ts'
import type { HostRule } from './host-rule.ts'

/** The largest file taken over the network; larger ones are imported from where they lie. */
const largestBytes = 4 * 1024 ** 3
const longestName = 200

class TooLargeError extends Error {}

/** Passes on so many bytes and no more. */
function upTo(bytes: number): Transform {
  let passed = 0
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      passed += chunk.length
      done(passed > bytes ? new TooLargeError() : null, chunk)
    },
  })
}

/** A name that stays in its folder, whatever it was called over there. */
function safeName(name: unknown): string {
  const plain = (typeof name === 'string' ? name : '').replaceAll(/[/\\\p{Cc}:*?"<>|]/gu, '_').slice(-longestName).trim()
  return /^\.*$/.test(plain) ? 'file' : plain
}

/**
 * Adds `POST /uploads?name=<file name>` with the bytes as its body, for a browser on another machine: answers
 * `{ "path": "upload:…" }`, which stands for the file wherever an import takes paths. Whoever sends must be signed in,
 * and on one of our own pages.
 */
export function addUploadRoute(scope: FastifyInstance, { context }: Pick<App, 'context'>, hosts: HostRule, mostBytes = largestBytes): void {
  scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  scope.post('/uploads', async (request, reply) => {
    if (!hosts.isAllowedOrigin(request.headers.origin, request.headers.host)) return reply.code(403).type('text/plain').send('This was sent from another page.')
    if (!(request.body instanceof Readable)) return reply.code(415).type('text/plain').send('Send the file as application/octet-stream.')
    const id = context.ids.uuid()
    const folder = join(uploadsFolder(context.paths), id)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    try {
      await pipeline(request.body, upTo(mostBytes), createWriteStream(join(folder, safeName((request.query as { name?: unknown }).name)), { mode: 0o600 }))
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      if (error instanceof TooLargeError) return reply.code(413).type('text/plain').send('This file is too large to be sent. Import it from the computer that runs Sillon.')
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return reply.code(507).type('text/plain').send('There is no room left where Sillon keeps its data.')
      throw error
    }
    return { path: uploadName(id) }
  })
}
