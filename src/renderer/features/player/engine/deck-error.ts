import { inEnglish, say } from '#shared/messages/say.ts'
import type { Told } from '#shared/messages/say.ts'

export type DeckErrorCode = 'not-found' | 'unsupported' | 'decode' | 'network' | 'device'

export class DeckError extends Error {
  readonly code: DeckErrorCode
  readonly told: Told

  constructor(code: DeckErrorCode, told: Told, options?: ErrorOptions) {
    super(inEnglish(told), options)
    this.name = 'DeckError'
    this.code = code
    this.told = told
  }
}

export function toDeckError(error: unknown): DeckError {
  if (error instanceof DeckError) return error
  return new DeckError('network', say`The audio could not be fetched.`, { cause: error })
}

export function errorOfStatus(status: number): DeckError {
  if (status === 404 || status === 410) return new DeckError('not-found', say`The file is not there any more.`)
  if (status === 415) return new DeckError('unsupported', say`This format cannot be played here.`)
  return new DeckError('network', say`The audio could not be fetched (HTTP ${status}).`)
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
