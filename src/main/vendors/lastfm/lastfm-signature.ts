import { createHash } from 'node:crypto'

/**
 * `api_sig` of a call: MD5 over names and values in the order of their bytes, then the shared secret. `format` and
 * `callback` are not part of it.
 */
export function signatureOf(params: Readonly<Record<string, string>>, secret: string): string {
  const names = Object.keys(params).filter((name) => name !== 'format' && name !== 'callback')
  const text = names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((name) => `${name}${params[name]}`).join('')
  return createHash('md5').update(text + secret, 'utf8').digest('hex')
}
