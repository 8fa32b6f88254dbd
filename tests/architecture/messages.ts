import { parseSync } from 'oxc-parser'
import type { SourceFile } from './import-graph.ts'

type Node = { type: string; [key: string]: unknown }

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  if (!isNode(value)) return []
  return [value, ...Object.values(value).flatMap(nodesOf)]
}

/** The English templates of every `say` in a file, with `{n}` where values stand. */
export function templatesOf({ path, text }: SourceFile): string[] {
  if (!text.includes('say`')) return []
  return nodesOf(parseSync(path, text).program).flatMap((node) => {
    if (node.type !== 'TaggedTemplateExpression' || !isNode(node.tag) || node.tag.name !== 'say' || !isNode(node.quasi)) return []
    const parts = node.quasi.quasis as { value: { cooked: string } }[]
    return [parts.map(({ value }) => value.cooked).reduce((before, part, index) => `${before}{${index - 1}}${part}`)]
  })
}
