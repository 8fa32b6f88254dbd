import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** The streams of the process, for a command line that tests can run in their own. */
export type Terminal = {
  /** Resolves once it is out. */
  print(text: string): Promise<void>
  tell(text: string): void
  readonly isTerminal: boolean
  /** What was piped in; on a terminal one line that is not shown. */
  readInput(): Promise<string>
}

async function readAll(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Reads a line without showing it. */
async function readHidden(): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  process.stderr.write('Type it, then press Enter (it is not shown): ')
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('SIGINT', () => reject(new DOMException('interrupted', 'AbortError')))
      lines.once('close', () => resolve(''))
    })
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}

/** The real one. */
export const processTerminal: Terminal = {
  print: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  tell: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  readInput: () => (process.stdin.isTTY ? readHidden() : readAll()),
}
