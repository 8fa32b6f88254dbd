// The command line: the same core for scripts. `--json` prints one document on stdout and nothing else there.
import { exitCodes } from '../exit-codes.ts'
import { findHostFiles } from '../host-files.ts'
import { runCommandLine } from './run.ts'
import { processTerminal } from './terminal.ts'

const impatientMs = 1_000
const interrupted = new AbortController()
let askedAt: number | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted.abort()
    askedAt ??= performance.now()
    // Whoever asks again after a while does not want to wait; npm and the terminal ask twice at once.
    if (performance.now() - askedAt > impatientMs) process.exit(exitCodes.failed)
  })
}
// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done)
  throw error
})

process.exit(await runCommandLine(process.argv.slice(2), { files: findHostFiles(import.meta.url), environment: process.env, terminal: processTerminal, signal: interrupted.signal, now: Date.now }))
