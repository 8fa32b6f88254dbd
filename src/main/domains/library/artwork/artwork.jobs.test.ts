import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { addAlbumFiles, picture } from '#tests/factories/artwork.ts'
import { testJobs } from '#tests/factories/jobs.ts'
import { testContext } from '#tests/factories/library.ts'
import { defineArtworkJob, requestArtwork } from './artwork.jobs.ts'

const workers = (name: string): URL => pathToFileURL(`src/main/${name}.ts`)

function opened() {
  const ctx = testContext()
  const queue = testJobs(ctx)
  const job = defineArtworkJob({ ...ctx, workers })
  queue.register(job)
  queue.start()
  return { ...ctx, queue, job, music: join(ctx.paths.data, 'music') }
}

test('an album is given the cover inside its files', async () => {
  const { db, queue, job, music, heard } = opened()
  const albumId = addAlbumFiles(db, music, { files: { 'A/1.flac': [{ data: await picture(500) }] } })
  console.time('x')
  const end = await queue.wait(requestArtwork(queue, job))
  console.timeEnd('x')
  expect(end).toMatchObject({ state: 'done', result: { albums: 1, covers: 1, problems: 0, unreachable: 0 } })
  console.log(db.prepare('SELECT * FROM albums').all(), db.prepare('SELECT * FROM images').all(), heard, onTestFinished, albumId)
})
