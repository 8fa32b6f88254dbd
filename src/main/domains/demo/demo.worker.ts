import { serveWorker } from '#main/kernel/workers/serve-worker.ts'
import type { WorkerCall } from '#main/kernel/workers/worker-protocol.ts'
import { makeAlbum } from './album-maker.ts'
import type { AlbumOrder } from './album-maker.ts'

export type DemoWorker = { makeAlbum: WorkerCall<AlbumOrder, void> }

serveWorker<DemoWorker>({ makeAlbum })
