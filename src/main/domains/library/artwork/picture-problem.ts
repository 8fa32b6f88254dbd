// Artwork: what can be wrong with a picture without anything else being wrong.
/** Why a picture is not used, in a sentence fit for a person. The album is looked at no further because of it. */
export class PictureProblem extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'PictureProblem'
  }
}
