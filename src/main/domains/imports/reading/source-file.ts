import type { Readable } from 'node:stream'
import type { Told } from '#shared/messages/say.ts'

/** One file of an import: on disk, or in a zip. */
export type SourceFile = {
  /** As it is shown: below the folder or zip that was chosen. */
  path: string
  /** Bytes, unpacked. */
  size: number
  /** Opens it to be read once; null when it must not be read, and `problem` says why. */
  open: (() => Promise<Readable>) | null
  problem: Told | null
}

/** The files of an import, in an order that is the same each time. */
export type SourceFiles = { files: readonly SourceFile[]; close(): void }

export const mostFiles = 20_000
