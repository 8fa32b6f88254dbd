import type { ParseArgsConfig } from 'node:util'
import type { App } from '../app.ts'
import type { ReadDb } from '../kernel/db/database.ts'
import type { Paths } from '../kernel/paths.ts'

/** What every command is given besides its own arguments. */
export type CommandInput = {
  /** Words after the command's name. */
  words: string[]
  /** Its own options, as parsed. */
  options: Record<string, string | boolean | undefined>
  limit: number
  offset: number
  /** Makes a path given on the command line absolute, counted from where the command was called. */
  resolvePath(path: string): string
  /** Progress, on stderr; a bar only on a terminal. */
  progress(line: string): void
  signal: AbortSignal
  stdin(): Promise<string>
}

/** What a command reads from when it only reads: the library beside a running app. */
export type ReadAccess = { db: ReadDb; paths: Paths; now: number }

type Described = {
  name: string
  /** Arguments, for the help. */
  usage: string
  summary: string
  options?: ParseArgsConfig['options']
  /** One row or sentence a line, for people; `--json` prints the document itself. */
  print(document: never): string
}

/** Reads only; works while the app runs. */
export type ReadCommand<Document> = Described & { kind: 'read'; run(access: ReadAccess, input: CommandInput): Document | Promise<Document>; print(document: Document): string }
/** Changes the library; needs the data folder for itself. */
export type WriteCommand<Document> = Described & { kind: 'write'; run(app: App, input: CommandInput): Promise<Document>; print(document: Document): string }

/** Any command, its document type forgotten. */
export type Command = { described: Described; kind: 'read' | 'write'; execute(target: ReadAccess | App, input: CommandInput): Promise<{ document: unknown; text: string }> }

/** Wraps a command that reads. */
export function readCommand<Document>(command: Omit<ReadCommand<Document>, 'kind'>): Command {
  return {
    described: command,
    kind: 'read',
    execute: async (target, input) => {
      const document = await command.run(target as ReadAccess, input)
      return { document, text: command.print(document) }
    },
  }
}

/** Wraps a command that writes. */
export function writeCommand<Document>(command: Omit<WriteCommand<Document>, 'kind'>): Command {
  return {
    described: command,
    kind: 'write',
    execute: async (target, input) => {
      const document = await command.run(target as App, input)
      return { document, text: command.print(document) }
    },
  }
}

/** ISO 8601 UTC with milliseconds, or null. */
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
