// The entry of the headless host. What was compiled is kept in the build, which shortens every later start.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Sources are not compiled ahead; where the build may not be written to, nothing is kept and nothing else changes.
const isBuilt = import.meta.filename.endsWith('.js')
if (isBuilt) enableCompileCache(join(import.meta.dirname, '..', '..', '.compiled'))
const { serve } = await import('./serve.ts')
await serve()
