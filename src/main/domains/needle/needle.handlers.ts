import { os } from '#main/contract.ts'
import type { Needle } from './needle.service.ts'

export function createNeedleHandlers(needle: Needle) {
  const { needle: procedures } = os
  return {
    sides: procedures.sides.handler(({ input }) => needle.sides(input.albumId)),
    current: procedures.current.handler(() => needle.current()),
    start: procedures.start.handler(({ input }) => needle.start(input)),
    pause: procedures.pause.handler(() => needle.pause()),
    resume: procedures.resume.handler(() => needle.resume()),
    seek: procedures.seek.handler(({ input }) => needle.seek(input.trackId)),
    flip: procedures.flip.handler(() => needle.flip()),
    lift: procedures.lift.handler(({ input }) => needle.lift(input.at)),
    discard: procedures.discard.handler(({ input }) => needle.discard(input.id)),
  }
}
