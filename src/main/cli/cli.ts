// The command line: the same core for scripts. `--json` prints one document on stdout and nothing else there.
import { fileURLToPath } from 'node:url'
import { AppError, isAbort, isAppError, messageOf } from '#shared/errors.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { createApp } from '../app.ts'
import { chooseDataFolder } from '../kernel/data-folder.ts'
import { readMigrations } from '../kernel/db/migrate.ts'
import { openLibraryForReading } from '../kernel/db/open-library.ts'
import { dataPaths } from '../kernel/paths.ts'
import { createFileSecrets } from '../kernel/secrets.ts'
import { locateWorkers } from '../kernel/workers/worker-location.ts'
import { parseCommandArguments, pathResolver } from './arguments.ts'
import type { ParsedArguments } from './arguments.ts'
import type { Command, CommandInput } from './command.ts'
import { commands } from './commands.ts'

const exitDone = 0
const exitFailed = 1
const exitUsage = 2
const exitInUse = 3
const projectFolder = fileURLToPath(new URL('../../../', import.meta.url))

function help(): string {
  const lines = commands.map(({ described }) => `  ${`${described.name} ${described.usage}`.trimEnd().padEnd(44)}${described.summary}`)
  return ['sillon <command> [--data DIR] [--json] [--limit N] [--offset N]', '', ...lines].join('\n')
}

/** The command the first words name, the longest name first, and the words after it. */
function findCommand(args: string[]): { command: Command; rest: string[] } {
  for (const length of [2, 1]) {
    const name = args.slice(0, length).join(' ')
    const command = commands.find(({ described }) => described.name === name)
    if (command) return { command, rest: args.slice(length) }
  }
  throw new AppError('invalid-input', args[0] ? `There is no command "${args[0]}". See: npm run -s sillon -- help` : help())
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function inputOf(parsed: ParsedArguments, signal: AbortSignal): CommandInput {
  const isTerminal = process.stderr.isTTY
  return {
    words: parsed.words,
    options: parsed.options,
    limit: parsed.limit,
    offset: parsed.offset,
    resolvePath: pathResolver(process.env),
    progress: (line) => process.stderr.write(isTerminal ? `\r\u001b[K${line}` : ''),
    signal,
    stdin: readStdin,
  }
}

async function execute(command: Command, parsed: ParsedArguments, signal: AbortSignal): Promise<{ document: unknown; text: string }> {
  const data = chooseDataFolder(parsed.data, process.env, false)
  const paths = dataPaths(data)
  const input = inputOf(parsed, signal)
  const migrationsFolder = `${projectFolder}migrations/library`
  if (command.kind === 'read') {
    const db = openLibraryForReading(paths, readMigrations(migrationsFolder))
    try {
      return await command.execute({ db, paths, now: Date.now() }, input)
    } finally {
      db.close()
    }
  }
  const app = await createApp({
    data,
    version: process.env.npm_package_version ?? '0.0.0',
    migrations: migrationsFolder,
    resources: `${projectFolder}resources`,
    workers: locateWorkers(import.meta.url, 1),
    environment: process.env,
    isDemo: false,
    secrets: createFileSecrets(`${data}/secrets.json`),
    host: { name: 'cli', locale: 'en', hasSystemKeyring: false },
  })
  try {
    await app.start({ runsSchedules: false })
    return await command.execute(app, input)
  } finally {
    await app.stop()
  }
}

function exitCodeOf(code: ErrorCode): number {
  if (code === 'data-folder-in-use') return exitInUse
  return code === 'invalid-input' ? exitUsage : exitFailed
}

async function main(args: string[]): Promise<number> {
  const isJson = args.includes('--json')
  const abort = new AbortController()
  process.once('SIGINT', () => abort.abort())
  process.once('SIGTERM', () => abort.abort())
  try {
    if (args.length === 0 || args[0] === 'help' || args[0] === '--help') {
      console.log(help())
      return args.length === 0 ? exitUsage : exitDone
    }
    const { command, rest } = findCommand(args)
    const parsed = parseCommandArguments(rest, command.described.options)
    if (parsed.wantsHelp) {
      console.log(`sillon ${command.described.name} ${command.described.usage}\n${command.described.summary}`)
      return exitDone
    }
    const { document, text } = await execute(command, parsed, abort.signal)
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    process.stdout.write(`${isJson ? JSON.stringify(document) : text}\n`)
    return exitDone
  } catch (error) {
    if (isAbort(error)) return exitFailed
    const known = isAppError(error) ? error : new AppError('bug', messageOf(error), { cause: error })
    if (isJson) process.stdout.write(`${JSON.stringify({ error: { code: known.code, message: known.message } })}\n`)
    process.stderr.write(`${known.code === 'bug' && error instanceof Error ? error.stack : known.message}\n`)
    return exitCodeOf(known.code)
  }
}

process.exitCode = await main(process.argv.slice(2))
