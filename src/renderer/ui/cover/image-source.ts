import { createContext } from 'react'

/** Where pictures come from: an address for a content hash at a width, and the widths that exist, ascending, in pixels. */
export type ImageSource = {
  readonly widths: readonly number[]
  url(hash: string, width: number): string
}

export const ImageSourceContext = createContext<ImageSource>({ widths: [], url: (hash) => hash })
