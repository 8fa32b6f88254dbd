import { serveReads } from './kernel/workers/serve-reads.ts'
import { reads } from './reads.ts'

serveReads(reads)
