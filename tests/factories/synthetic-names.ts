/** Chance that a seed decides: the same seed gives the same library on every machine. */
export type Chance = {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  below(limit: number): number
  /** True with this probability. */
  is(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T
  /** An index in [0, size), small ones far more often (Zipf). */
  skewed(size: number): number
  /** An index in [0, size), the first few some hundred times more often than the last (as favourites are). */
  favoured(size: number): number
}

/** A small generator (mulberry32). */
export function seededChance(seed: number): Chance {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    is: (probability) => next() < probability,
    pick: <T>(items: readonly T[]) => items[below(items.length)] as T,
    favoured: (size) => Math.floor(size * next() ** 2),
    skewed: (size) => Math.min(size - 1, Math.floor(size ** next()) - 1),
  }
}

const plain = `love night day time heart home world blue black white red gold silver light dark moon sun star sky rain storm snow wind
fire water river sea ocean road street city town house room door window mirror glass stone bone blood skin hand eye mouth voice song
dance dream sleep morning evening summer winter autumn spring year hour minute life death ghost angel devil saint king queen child boy
girl woman man mother father brother sister friend stranger lover soldier sailor rider driver dancer singer thief preacher doctor lady
baby honey sugar wine whisky coffee cigarette bread salt iron steel copper paper silk velvet leather thunder lightning shadow smoke
dust sand desert mountain valley forest garden flower rose lily tree leaf root seed bird crow raven dove swan wolf dog cat horse tiger
lion snake spider fish whale machine engine train car wheel wire radio telephone television satellite rocket planet galaxy signal
number letter word story book page picture memory promise secret lie truth answer question reason money diamond treasure ticket train
station harbour island bridge tower castle church temple prison school market garden corner border country kingdom empire nation
freedom glory power war peace battle victory trouble danger mercy grace faith hope sorrow pain pleasure desire fever hunger thirst
breath kiss touch whisper scream laughter silence noise echo rhythm melody harmony chorus verse refrain waltz tango blues ballad`.split(/\s+/)
const qualities = `lonely little last first second broken burning falling rising hidden open empty hollow heavy quiet loud wild sweet bitter
golden frozen silent sacred secret strange beautiful perfect simple modern ancient electric magnetic invisible wooden crystal paper
endless distant forgotten midnight northern southern eastern western new old young slow fast high low deep cold warm bright pale`.split(/\s+/)
const forenames = `Anna Maren Tobias Ines Osei Hal Björn Zoë Renée François Jürgen Søren Łukasz Agnès Miguel Lucía João Chloé Hélène
Ragnar Sigríður Ólafur Niamh Seán Dafydd Nina Clara Oscar Ella Duke Miles Aretha Otis Etta Marvin Stevie Joni Nick Sandy Bert Kate
Peter Brian Laura Emma Sofia Elena Marta Pavel Ivan Olga Yuki Kenji Mei Ravi Anoushka Fela Amara Kofi Youssou Salif Ali Omar Leila`.split(/\s+/)
const syllables = 'ka ro mi ta len dor vis hel mar san bel tri gon wen fal ber lin cor das ney ham ford well stad berg quist holm ova ski ez ani oko uru'.split(' ')
const eastern = ['東京', '音楽', '夜空', '桜', '青い鳥', '風の歌', '電気', '海辺', '星屑', '夢', '사랑', '서울의 밤', '봄날', '北京', '月亮', '雨', 'さよなら', 'ありがとう', 'カメラ']
const accented = ['Ágætis', 'Étoile', 'Façade', 'Señorita', 'Über', 'Größe', 'Straße', 'Smørrebrød', 'Żółty', 'Crème brûlée', 'Élan', 'Niño', 'Dvořák', 'Ænima', 'L’amour', "Don't", 'R.E.V.', 'AC/DX']

/** Names as a large library holds them: common words, rare ones, accents, other scripts, whole phrases repeated. */
export type Names = { artist(): string; album(): string; track(): string; person(): string; lyric(): string }

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Names of everything, from one source of chance. `vocabulary` rare words are made up once and then used again. */
export function createNames(chance: Chance, vocabulary = 12_000): Names {
  const invented = Array.from({ length: vocabulary }, () => Array.from({ length: 2 + chance.below(3) }, () => chance.pick(syllables)).join(''))
  const noun = (): string => capital(chance.is(0.62) ? (plain[chance.skewed(plain.length)] ?? '') : (invented[chance.skewed(invented.length)] ?? ''))
  const quality = (): string => capital(chance.pick(qualities))
  const person = (): string => `${chance.pick(forenames)} ${capital(chance.pick(invented))}`
  const phrase = (): string => {
    const kind = chance.next()
    if (kind < 0.03) return chance.pick(eastern) + (chance.is(0.4) ? chance.pick(eastern) : '')
    if (kind < 0.07) return `${chance.pick(accented)} ${noun()}`
    if (kind < 0.22) return noun()
    if (kind < 0.42) return `${quality()} ${noun()}`
    if (kind < 0.57) return `${noun()} of ${noun()}`
    if (kind < 0.7) return `The ${noun()} ${noun()}`
    if (kind < 0.82) return `${noun()} in the ${noun()}`
    if (kind < 0.92) return `${quality()} ${noun()} and ${noun()}`
    return `${noun()} ${noun()} ${noun()} ${noun()}`
  }
  return {
    person,
    track: () => (chance.is(0.06) ? `${phrase()} (${chance.pick(['Live', 'Remastered', 'Demo', 'Edit', 'Acoustic'])})` : phrase()),
    album: phrase,
    artist: () => {
      const kind = chance.next()
      if (kind < 0.35) return person()
      if (kind < 0.6) return `The ${chance.is(0.4) ? `${quality()} ` : ''}${noun()}s`
      if (kind < 0.63) return chance.pick(eastern) + capital(chance.pick(invented))
      if (kind < 0.66) return `${chance.pick(accented)} ${capital(chance.pick(invented))}`
      return `${noun()} ${capital(chance.pick(invented))}`
    },
    lyric: () => Array.from({ length: 120 }, () => plain[chance.skewed(plain.length)] ?? '').join(' '),
  }
}
