// Artwork: what can be wrong with a picture without anything else being wrong.
import { codeOf } from '#main/kernel/db/sqlite-errors.ts'

/** Why a picture is not used, in a sentence fit for a person. The album is looked at no further because of it. */
export class PictureProblem extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'PictureProblem'
  }
}

/** What may hold the picture cannot be reached now: nothing is concluded from that. */
export class PictureUnreachable extends Error {}

const unreachableCode = /^E(?:NOENT|NOTDIR|IO|NXIO|NODEV|STALE|NOTCONN|HOSTDOWN|TIMEDOUT)$/

/** Whether the system says so of a file or its drive. A file that is not there counts: only a scan decides that it is missing. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof PictureUnreachable || unreachableCode.test(codeOf(error) ?? '')
}
