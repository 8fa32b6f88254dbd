import type { DrumName } from './instruments.ts'
import type { Beat } from './styles.ts'

/** One or two bars in sixteenths: `X` loud, `x` plain, `o` soft, `.` silent. Two bars follow one another. */
export const BEATS: Record<Beat, Partial<Record<DrumName, string>>> = {
  none: {},
  rock: { kick: 'X.......X.x.....X.......X.....x.', snare: '....X.......X.......X.......X..o', hat: 'x.x.x.x.x.x.x.x.' },
  motorik: { kick: 'X.....x.X.......', snare: '....x.......x...', hat: 'xoxoxoxoxoxoxoxo' },
  four: { kick: 'X...X...X...X...', clap: '....x.......x...', open: '..x...x...x...x.', hat: 'o...o...o...o...' },
  swing: { ride: 'x...x.x.x...x.x.', softkick: 'o.......o.......', hat: '....x.......x...', rim: '..............o...........o.....' },
  bossa: { rim: 'x..x..x...x..x..', softkick: 'x..ox..ox..ox..o', shaker: 'xoxoxoxoxoxoxoxo' },
  funk: { kick: 'X..x......x..x..X.x.......x.....', snare: '....X..o.o..X..o....X..o.o..X.o.', hat: 'x.xxx.x.x.xxx.x.' },
  breaks: { kick: 'X.x.......xx....X.x.......x.....', snare: '....X..o.o..X..o....X..o.o....X.', hat: 'x.x.x.x.x.x.x.x.' },
  slow: { kick: 'X.........x.....X......x..x.....', snare: '........X...............X.....o.', hat: 'x.o.x.o.x.o.x.o.' },
  dub: { kick: '........X.......', rim: '........x.......', hat: 'x.ox..oxx.ox..ox', tom: '..............................o.' },
  shuffle: { ride: 'x...x.x.x...x.x.', kick: 'x.......x...o...', snare: '....x..o....x..o' },
  afro: { softkick: 'x...x...x...x...', conga: 'x..xx.x.x..x.xx.', shaker: 'x.xxx.xxx.xxx.xx', block: 'x..x..x...x.x...' },
  garage: { kick: 'X.........x.....X..x......x.....', snare: '....X.......X..o', hat: '..x...x...x...x.', shaker: 'o.oo.o.oo.oo.o.o' },
  punk: { kick: 'X...X...X...X.x.', snare: '..X...X...X...X.', hat: 'x.x.x.x.x.x.x.x.' },
  march: { kick: 'x.......x.......', snare: 'x.ooX.x.x.ooX.xx' },
  latin: { conga: 'x.xox.xxx.xox.xx', block: 'x..x..x...x.x...', softkick: 'x.....x.x.....x.', shaker: 'x.o.x.o.x.o.x.o.' },
  glitch: { kick: 'X......x....x...X...........x..x', blip: 'x.xx..x.....xxxx..x.x....x......', rim: '......x.......o.....x..........x', hat: 'o.o.xxo...o.o.o.' },
  ticks: { softkick: 'o.......o.......', shaker: '....o.......o...' },
  chip: { kick: 'X...X...X...X...', snare: '....x.......x.x.', hat: 'x.x.x.x.x.x.x.x.' },
  brushes: { softkick: 'x.......x.......', brush: '....x.......x..o', hat: 'o...o...o...o...' },
}

export const STRENGTH: Readonly<Record<string, number>> = { X: 1, x: 0.75, o: 0.38 }
