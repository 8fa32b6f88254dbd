import { isAbsolute, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { AppError, messageOf } from '#shared/errors.ts'

/** Options every command takes. */
const everywhere = {
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  limit: { type: 'string', default: '100' },
  offset: { type: 'string', default: '0' },
} as const satisfies NonNullable<ParseArgsConfig['options']>

/** The parsed rest of a command line. */
export type ParsedArguments = {
  words: string[]
  options: Record<string, string | boolean | undefined>
  data: string | undefined
  isJson: boolean
  wantsHelp: boolean
  limit: number
  offset: number
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least) throw new AppError('invalid-input', `--${name} takes a whole number from ${least}, not "${text}".`)
  return value
}

/** Reads what follows a command's name; throws `invalid-input` for what it does not know. */
export function parseCommandArguments(args: string[], own: ParseArgsConfig['options'] = {}): ParsedArguments {
  const { values, positionals } = parse(args, { ...everywhere, ...own })
  const { data, json, help, limit, offset, ...options } = values as Record<string, string | boolean | undefined>
  return {
    words: positionals,
    options,
    data: data as string | undefined,
    isJson: json === true,
    wantsHelp: help === true,
    limit: wholeNumber('limit', String(limit), 1),
    offset: wholeNumber('offset', String(offset), 0),
  }
}

function parse(args: string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new AppError('invalid-input', messageOf(error).replace(/\. To specify.*$/s, '.'))
  }
}

/** Paths count from where `npm run` was called. */
export function pathResolver(environment: Readonly<Record<string, string | undefined>>): (path: string) => string {
  const base = environment.INIT_CWD ?? process.cwd()
  return (path) => (isAbsolute(path) ? path : resolve(base, path))
}
