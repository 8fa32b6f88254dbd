export const longestCrossfadeSeconds = 12

const curvePoints = 129

/** Equal power: the squares of the two curves add up to one at every moment, so unrelated music keeps its level. */
export function equalPowerCurve(direction: 'in' | 'out'): Float32Array<ArrayBuffer> {
  const curve = new Float32Array(curvePoints)
  for (let index = 0; index < curvePoints; index += 1) {
    const angle = (index / (curvePoints - 1)) * (Math.PI / 2)
    curve[index] = direction === 'in' ? Math.sin(angle) : Math.cos(angle)
  }
  return curve
}

/** Kept free between a track's fade in and its fade out, which may not touch. */
const apartMs = 20

/** No track gives up more than half of itself to a fade; an unknown length sets no bound. */
export function crossfadeFrames(seconds: number, rate: number, outgoingMs: number | null, incomingMs: number | null): number {
  const wanted = Math.min(Math.max(0, seconds), longestCrossfadeSeconds) * 1000
  const bounded = Math.min(wanted, ...[outgoingMs, incomingMs].map((ms) => ((ms ?? Infinity) - apartMs) / 2))
  return Math.max(0, Math.round((bounded * rate) / 1000))
}

export interface Transition {
  readonly startFrame: number
  readonly fadeFrames: number
}

/** Where the next track begins: as long before the end as the fade lasts, or as soon as it still can. */
export function planTransition(endFrame: number, fadeFrames: number, soonFrame: number): Transition {
  const startFrame = Math.max(soonFrame, endFrame - fadeFrames)
  return { startFrame, fadeFrames: Math.max(0, Math.min(fadeFrames, endFrame - startFrame)) }
}
