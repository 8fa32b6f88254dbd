import { mapEventIterator } from '@orpc/client'

function isStream(output: unknown): output is AsyncIterator<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output && typeof output.next === 'function'
}

/** An output whose later failures, if it is a stream, are translated too. Anything else comes back as it is. */
export function mapStreamErrors<Output>(output: Output, translate: (error: unknown) => unknown): Output {
  if (!isStream(output)) return output
  return mapEventIterator(output, { value: async (value) => value, error: async (error) => translate(error) }) as Output
}
