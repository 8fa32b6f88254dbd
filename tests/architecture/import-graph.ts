import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { parseSync } from 'oxc-parser'

/** One import as written: where, what, and whether only its types are used. */
export type ImportEdge = { from: string; specifier: string; to: string; isTypeOnly: boolean }

/** A file of the project by its path from the root, and its text. */
export type SourceFile = { path: string; text: string }

/** Reads every TypeScript file below a folder. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path).replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

function resolveSpecifier(from: string, specifier: string): string {
  const alias = /^#(shared|main|renderer)\/(.*)$/.exec(specifier)
  if (alias) return `src/${alias[1]}/${alias[2]}`
  if (specifier.startsWith('.')) return posix.normalize(posix.join(dirname(from), specifier))
  return specifier
}

/** The imports of one file, static and dynamic, as the parser sees them. */
export function importsOf({ path, text }: SourceFile): ImportEdge[] {
  const { module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const edges: ImportEdge[] = []
  const add = (specifier: string, isTypeOnly: boolean) => edges.push({ from: path, specifier, to: resolveSpecifier(path, specifier), isTypeOnly })
  for (const statement of module.staticImports) {
    add(statement.moduleRequest.value, statement.entries.length > 0 && statement.entries.every((entry) => entry.isType))
  }
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) if (entry.moduleRequest) add(entry.moduleRequest.value, entry.isType)
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^['"](.+)['"]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))
    if (literal?.[1]) add(literal[1], false)
  }
  return edges
}
