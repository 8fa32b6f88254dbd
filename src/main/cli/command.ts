import type { ParseArgsConfig } from 'node:util'
import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import type { Session } from './session.ts'

/** What every command is given besides the data folder. */
export type CommandInput = {
  /** Words after the command's name. */
  words: string[]
  /** Its own options, as parsed. */
  options: Record<string, string | boolean | undefined>
  limit: number
  offset: number
  /** Makes a path given on the command line absolute, counted from where the command was called. */
  resolvePath(path: string): string
  /** Tells how far the work is, on stderr. */
  progress(progress: JobProgress): void
  /** Tells something that is no failure, on stderr. */
  warn(message: string): void
  /** Writes on stdout: for a command whose result is a file, which then has no document. */
  write(text: string): Promise<void>
  /** Aborts when the person interrupts. */
  signal: AbortSignal
  /** What was piped in, or typed. */
  stdin(): Promise<string>
}

/** A command with the type of its document. */
export type CommandDefinition<Document> = {
  /** One word or two: `backup create`. */
  name: string
  /** Its words and options, for the help: `<name>` must be given, `[<folder>...]` may. */
  usage: string
  summary: string
  options?: NonNullable<ParseArgsConfig['options']>
  run(session: Session, input: CommandInput): Document | Promise<Document>
  /** For people, one row or fact a line; `--json` prints the document itself. */
  print(document: Document): string
}

/** Any command. */
export type Command = Omit<CommandDefinition<never>, 'run' | 'print'> & { run(session: Session, input: CommandInput): Promise<{ document: unknown; text: string }> }

/** Keeps the document's type between `run` and `print`. */
export function defineCommand<Document>({ run, print, ...described }: CommandDefinition<Document>): Command {
  return {
    ...described,
    run: async (session, input) => {
      const document = await run(session, input)
      return { document, text: print(document) }
    },
  }
}

/** ISO 8601 UTC with milliseconds, or null. */
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
