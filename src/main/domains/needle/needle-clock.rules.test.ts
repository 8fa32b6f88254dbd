import { expect, test } from 'vitest'
import { lengthsOf, platterAt } from './needle-clock.rules.ts'
import type { Turn } from './needle-clock.rules.ts'

const lengths = [100_000, 200_000, 300_000]
const noon = Date.UTC(2026, 4, 1, 12)
const at = (seconds: number): number => noon + seconds * 1000

/** What is told of a side put on at noon, at a second after it: state, track and second in it, and what is over. */
function told(turns: readonly Turn[], second: number): string {
  const { state, index, positionMs, endsAt, endedAt, over } = platterAt(lengths, turns, at(second))
  const seconds = (ms: number | null): string => (ms === null ? '-' : String((ms - noon) / 1000))
  const tracks = over.map((stretch) => `${stretch.index}@${seconds(stretch.startedAt)}:${stretch.heardMs / 1000}`).join(' ')
  return `${state} ${index ?? '-'}+${positionMs / 1000} ends ${seconds(endsAt)} ended ${seconds(endedAt)} over [${tracks}]`
}

const drop = (second: number, index = 0): Turn => ({ at: at(second), kind: 'drop', index })
const turn = (second: number, kind: 'pause' | 'resume' | 'lift'): Turn => ({ at: at(second), kind })

test.each([
  ['just set down', [drop(0)], 0, 'playing 0+0 ends 600 ended - over []'],
  ['in the first track', [drop(0)], 99, 'playing 0+99 ends 600 ended - over []'],
  ['at the very end of a track', [drop(0)], 100, 'playing 1+0 ends 600 ended - over [0@0:100]'],
  ['in the last track', [drop(0)], 599, 'playing 2+299 ends 600 ended - over [0@0:100 1@100:200]'],
  ['run out', [drop(0)], 600, 'ended -+0 ends - ended 600 over [0@0:100 1@100:200 2@300:300]'],
  ['long run out', [drop(0)], 90_000, 'ended -+0 ends - ended 600 over [0@0:100 1@100:200 2@300:300]'],
  ['from a later track', [drop(0, 1)], 250, 'playing 2+50 ends 500 ended - over [1@0:200]'],
  ['paused', [drop(0), turn(150, 'pause')], 1000, 'paused 1+50 ends - ended - over [0@0:100]'],
  ['gone on after a pause', [drop(0), turn(150, 'pause'), turn(1000, 'resume')], 1010, 'playing 1+60 ends 1450 ended - over [0@0:100]'],
  ['a pause is not heard', [drop(0), turn(150, 'pause'), turn(1000, 'resume')], 1200, 'playing 2+50 ends 1450 ended - over [0@0:100 1@100:200]'],
  ['on to the next track', [drop(0), drop(40, 1)], 50, 'playing 1+10 ends 540 ended - over [0@0:40]'],
  ['the same track once more', [drop(0), drop(40)], 150, 'playing 1+10 ends 640 ended - over [0@0:40 0@40:100]'],
  ['a hand that looks for the groove', [drop(0), drop(0.5, 1)], 10, 'playing 1+9.5 ends 500.5 ended - over []'],
  ['set down anew while paused', [drop(0), turn(20, 'pause'), drop(60, 2)], 70, 'playing 2+10 ends 360 ended - over [0@0:20]'],
  ['lifted early', [drop(0), turn(130, 'lift')], 500, 'ended -+0 ends - ended 130 over [0@0:100 1@100:30]'],
  ['lifted while paused', [drop(0), turn(130, 'pause'), turn(400, 'lift')], 500, 'ended -+0 ends - ended 400 over [0@0:100 1@100:30]'],
  ['nothing happens to what has run out', [drop(0), drop(700, 1), turn(800, 'lift')], 900, 'ended -+0 ends - ended 600 over [0@0:100 1@100:200 2@300:300]'],
  ['what is still to come has not happened', [drop(0), turn(300, 'pause')], 200, 'playing 1+100 ends 600 ended - over [0@0:100]'],
] satisfies [string, Turn[], number, string][])('%s', (_name, turns, second, expected) => {
  expect(told(turns, second)).toBe(expected)
})

test('what is heard never adds up to more than the time that passed', () => {
  let seed = 7
  const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
  for (let run = 0; run < 500; run++) {
    let second = 0
    const turns: Turn[] = [drop(0, next(3))]
    for (let turned = next(8); turned > 0; turned--) {
      second += next(150)
      turns.push(next(3) === 0 ? drop(second, next(3)) : turn(second, (['pause', 'resume', 'resume', 'lift'] as const)[next(4)] ?? 'pause'))
    }
    const end = second + next(400)
    const { over, current } = platterAt(lengths, turns, at(end))
    const heard = [...over, ...(current ? [current] : [])]
    expect(heard.reduce((sum, stretch) => sum + stretch.heardMs, 0)).toBeLessThanOrEqual(end * 1000)
    expect(heard.every((stretch, index) => stretch.startedAt >= (heard[index - 1]?.startedAt ?? 0) + (heard[index - 1]?.heardMs ?? 0))).toBe(true)
  }
})

test.each([
  [[100, null, 300, 200], [[100, false], [200, true], [300, false], [200, false]]],
  [[null, null], [[240_000, true], [240_000, true]]],
  [[0, 90], [[90, true], [90, false]]],
] satisfies [(number | null)[], [number, boolean][]][])('lengths that are not known are guessed from the others: %j', (known, expected) => {
  expect(lengthsOf(known).map(({ durationMs, isGuessed }) => [durationMs, isGuessed])).toEqual(expected)
})
