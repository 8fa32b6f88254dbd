/** What stands where a secret stood. */
export const masked = '•••'

/** Names of fields that hold secrets, in any spelling. A plain `key` counts; `nameKey`, `dedupeKey` and the like do not. */
const secretName =
  /^(?:sk|key|auth|pwd|sig|signature|cookie|set-cookie)$|token|secret|passw|passphrase|credential|authorization|(?:api|access|private|session|license|encryption|shared|client)[-_ ]?(?:key|sig|sk)|session[-_ ]?id/i
/** `?token=…`, `&api_key=…`, also inside longer text. */
const inQuery = /([?&#;]|\b)([\w.-]*(?:token|secret|passw(?:or)?d|api_?key|api_?sig|authorization|signature)[\w.-]*|sk|key|sig|code|auth)=([^&\s"'<>#;]+)/gi
/** `https://name:password@host`. */
const inAuthority = /(\b[a-z][a-z\d+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi
/** `Bearer …`, `Basic …`, `Discogs token=…`, and keys that carry their own prefix. */
const scheme = /\b(Bearer|Basic|Token)\s+[\w.~+/=-]{6,}/gi
const prefixedKey = /\b(?:sk|pk|ghp|xox[abp])[-_][\w-]{12,}/g

const deepest = 6
const longestText = 4_000
const mostItems = 50

/** Hides secrets in running text: URLs, headers, error messages. */
export function maskText(text: string): string {
  const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text
  return cut
    .replaceAll(inAuthority, `$1:${masked}@`)
    .replaceAll(inQuery, `$1$2=${masked}`)
    .replaceAll(scheme, `$1 ${masked}`)
    .replaceAll(prefixedKey, masked)
}

function maskError(error: Error, depth: number): unknown {
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return {
    name,
    message: maskText(message),
    ...(code !== undefined && { code: maskFacts(code, depth + 1) }),
    ...(stack !== undefined && { stack: maskText(stack) }),
    ...(cause !== undefined && { cause: maskFacts(cause, depth + 1) }),
  }
}

/** A copy fit for a log line: secrets hidden by field name and by shape, depth and length bounded, errors spelled out. */
export function maskFacts(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value)
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (depth >= deepest) return '…'
  if (value instanceof Error) return maskError(value, depth)
  if (value instanceof Date) return value
  if (value instanceof URL) return maskText(value.href)
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`
  if (value instanceof Map) return maskFacts(Object.fromEntries(value), depth)
  if (value instanceof Set) return maskFacts([...value], depth)
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => maskFacts(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, mostItems)
      .map(([name, item]) => [name, secretName.test(name) && item !== null && item !== undefined && typeof item !== 'boolean' ? masked : maskFacts(item, depth + 1)]),
  )
}
