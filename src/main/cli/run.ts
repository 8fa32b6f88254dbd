import type { ErrorCode } from '#shared/errors.ts'
import { AppError, isAbort, isAppError, messageOf } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { exitCodeOf, exitCodes } from '../exit-codes.ts'
import type { HostFiles } from '../host-files.ts'
import { chooseDataFolder } from '../kernel/data-folder.ts'
import { findCommand, parseCommandLine, pathResolver } from './arguments.ts'
import { commands } from './commands.ts'
import { createProgressLine } from './progress-line.ts'
import { createSession } from './session.ts'
import type { Terminal } from './terminal.ts'

/** Where a command line runs. */
export type CommandLineHost = {
  files: HostFiles
  environment: Readonly<Record<string, string | undefined>>
  terminal: Terminal
  signal: AbortSignal
  now(): number
}

const nameWidth = 46

function help(): string {
  const lines = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.trimEnd().padEnd(nameWidth)}  ${summary}`)
  return [
    'sillon <command> [--data DIR] [--json] [--limit N] [--offset N]',
    '',
    ...lines,
    '',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the data folder is in use. docs/api.md describes every document.',
  ].join('\n')
}

function knownError(error: unknown): { code: ErrorCode; message: string } {
  if (isAbort(error)) return { code: 'unavailable', message: 'Interrupted. What was done until then is kept.' }
  return isAppError(error) ? error : { code: 'bug', message: messageOf(error) }
}

/** Runs one command line; the exit code. On stdout stands the document, or the error with `--json`, and nothing else. */
export async function runCommandLine(args: string[], { files, environment, terminal, signal, now }: CommandLineHost): Promise<number> {
  const isJson = args.includes('--json')
  const line = createProgressLine({ write: terminal.tell, isTerminal: terminal.isTerminal, now })
  try {
    if (args[0] === 'help') {
      await terminal.print(`${help()}\n`)
      return exitCodes.done
    }
    const command = findCommand(args, commands)
    if (!command) {
      if (!args.includes('--help') && !args.includes('-h')) throw new AppError('invalid-input', verbatim(`Say what to do.\n\n${help()}`))
      await terminal.print(`${help()}\n`)
      return exitCodes.done
    }
    const { data, wantsHelp, ...input } = parseCommandLine(args, command)
    if (wantsHelp) {
      await terminal.print(`${`sillon ${command.name} ${command.usage}`.trimEnd()}\n${command.summary}\n`)
      return exitCodes.done
    }
    const session = createSession({ data: chooseDataFolder(data, environment, false), files, environment })
    const { document, text } = await command.run(session, {
      ...input,
      resolvePath: pathResolver(environment),
      progress: line.show,
      warn: (message) => {
        line.clear()
        terminal.tell(`${message}\n`)
      },
      write: terminal.print,
      signal,
      stdin: terminal.readInput,
    })
    line.clear()
    if (document !== undefined) await terminal.print(`${isJson ? JSON.stringify(document) : text}\n`)
    return exitCodes.done
  } catch (error) {
    line.clear()
    const { code, message } = knownError(error)
    if (isJson) await terminal.print(`${JSON.stringify({ error: { code, message } })}\n`)
    terminal.tell(`${code === 'bug' && error instanceof Error ? error.stack : message}\n`)
    return exitCodeOf(error)
  }
}
