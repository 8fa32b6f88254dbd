// Questions to all tag blocks of a file, strongest first.
import type { TagBlock } from './tag-block.ts'

/** The values under the first of these keys that any block has; the stronger block wins over the earlier key. */
export function allOf(blocks: TagBlock[], ...keys: string[]): string[] {
  for (const block of blocks) {
    for (const key of keys) {
      const values = block.values.get(key)
      if (values && values.length > 0) return values
    }
  }
  return []
}

export function firstOf(blocks: TagBlock[], ...keys: string[]): string | null {
  return allOf(blocks, ...keys)[0] ?? null
}

/** Values joined where one text is wanted. */
export function joinedOf(blocks: TagBlock[], separator: string, ...keys: string[]): string | null {
  const values = distinct(allOf(blocks, ...keys))
  return values.length > 0 ? values.join(separator) : null
}

export function numberOf(blocks: TagBlock[], ...keys: string[]): number | null {
  const text = firstOf(blocks, ...keys)
  if (text === null) return null
  const value = Number.parseFloat(text.replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

export function distinct<T>(values: T[]): T[] {
  return [...new Set(values)]
}
