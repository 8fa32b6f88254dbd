import { isAbsolute, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { AppError, messageOf } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import type { Command } from './command.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** Options every command takes. */
const everywhere = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  limit: { type: 'string' },
  offset: { type: 'string' },
} as const satisfies Options

const defaultLimit = 100

/** A command line that was understood. */
export type ParsedArguments = {
  words: string[]
  options: Record<string, string | boolean | undefined>
  data: string | undefined
  wantsHelp: boolean
  limit: number
  offset: number
}

/** The command the first words name, the longest name first; options may stand anywhere. Undefined when no word is given. */
export function findCommand(args: string[], commands: readonly Command[]): Command | undefined {
  const words = parseArgs({ args, options: everywhere, allowPositionals: true, strict: false }).positionals
  if (words.length === 0) return undefined
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const command = commands.find((other) => other.name === name)
    if (command) return command
  }
  const [first = ''] = words
  const longer = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name.slice(first.length + 1))
  throw new AppError('invalid-input', verbatim(longer.length > 0 ? `${first} takes one of: ${longer.join(', ')}.` : `There is no command "${first}". See: npm run -s sillon -- help`))
}

/** Reads the command line of a command; throws `invalid-input` for what it does not know or lacks. */
export function parseCommandLine(args: string[], command: Command): ParsedArguments {
  const { values, positionals } = parse(args, { ...everywhere, ...command.options })
  const { data, json: _json, help, limit, offset, ...options } = values as Record<string, string | boolean | undefined>
  const words = positionals.slice(command.name.split(' ').length)
  if (help !== true) assertWords(command, words)
  if (data === '') throw new AppError('invalid-input', verbatim('--data takes the path of a folder.'))
  return { words, options, data: data as string | undefined, wantsHelp: help === true, limit: wholeNumber('limit', limit, 1, defaultLimit), offset: wholeNumber('offset', offset, 0, 0) }
}

function parse(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new AppError('invalid-input', verbatim(messageOf(error).replace(/\. To specify.*$/s, '.')))
  }
}

function wholeNumber(name: string, given: string | boolean | undefined, least: number, otherwise: number): number {
  if (given === undefined) return otherwise
  const value = Number(given)
  if (!/^\d+$/.test(String(given)) || !Number.isSafeInteger(value) || value < least) throw new AppError('invalid-input', verbatim(`--${name} takes a whole number from ${least}, not "${given}".`))
  return value
}

/** `<name>` must be given, `[<folder>...]` may be any number, and nothing else. */
function assertWords({ name, usage }: Command, words: string[]): void {
  const needed = [...usage.replaceAll(/\[[^\]]*\]/g, '').matchAll(/<[^>]+>/g)].map(([word]) => word)
  const missing = needed[words.length]
  if (missing) throw new AppError('invalid-input', verbatim(`${name} needs ${missing}. Usage: sillon ${name} ${usage}`))
  const extra = words[needed.length]
  if (extra !== undefined && !usage.includes('...')) throw new AppError('invalid-input', verbatim(`${name} does not take "${extra}". Usage: sillon ${`${name} ${usage}`.trimEnd()}`))
}

/** Paths count from where `npm run` was called. */
export function pathResolver(environment: Readonly<Record<string, string | undefined>>): (path: string) => string {
  const base = environment.INIT_CWD ?? process.cwd()
  return (path) => (isAbsolute(path) ? path : resolve(base, path))
}
