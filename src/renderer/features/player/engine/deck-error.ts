export type DeckErrorCode = 'not-found' | 'unsupported' | 'decode' | 'network' | 'device'

export class DeckError extends Error {
  readonly code: DeckErrorCode

  constructor(code: DeckErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DeckError'
    this.code = code
  }
}

export function toDeckError(error: unknown): DeckError {
  if (error instanceof DeckError) return error
  return new DeckError('network', 'The audio could not be fetched.', { cause: error })
}

export function errorOfStatus(status: number): DeckError {
  if (status === 404 || status === 410) return new DeckError('not-found', 'The file is not there any more.')
  if (status === 415) return new DeckError('unsupported', 'This format cannot be played here.')
  return new DeckError('network', `The audio could not be fetched (HTTP ${status}).`)
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
