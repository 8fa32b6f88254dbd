// The command line: the same core for scripts. `--json` prints one document on stdout and nothing else there.
import { exitCodes } from '../exit-codes.ts'
import { findHostFiles } from '../host-files.ts'
import { runCommandLine } from './run.ts'
import { processTerminal } from './terminal.ts'

const interrupted = new AbortController()
let interruptions = 0
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted.abort()
    interruptions += 1
    // Whoever asks twice does not want to wait.
    if (interruptions > 1) process.exit(exitCodes.failed)
  })
}
// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done)
  throw error
})

process.exit(await runCommandLine(process.argv.slice(2), { files: findHostFiles(import.meta.url), environment: process.env, terminal: processTerminal, signal: interrupted.signal, now: Date.now }))
