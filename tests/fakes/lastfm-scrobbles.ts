import { playName } from './fake-play.ts'
import type { FakePlay } from './fake-play.ts'
import type { FakeAnswer } from './fake-server.ts'

/** What a scrobble may change. */
type ScrobbleTaker = { plays: FakePlay[]; nowPlaying: FakePlay | null; dailyLimit: number; now(): number }

const mostInCall = 50
const oldestSeconds = 14 * 24 * 60 * 60
const newestSeconds = 24 * 60 * 60

type Ignored = { code: number; text: string }

function judge(fake: ScrobbleTaker, { artist, title, at }: FakePlay): Ignored {
  if (artist === '' || artist === '[unknown]') return { code: 1, text: 'Artist was ignored' }
  if (title === '' || title === '[unknown]') return { code: 2, text: 'Track was ignored' }
  if ((at ?? 0) < fake.now() - oldestSeconds) return { code: 3, text: 'Timestamp was too old' }
  if ((at ?? 0) > fake.now() + newestSeconds) return { code: 4, text: 'Timestamp was too new' }
  if (fake.plays.filter(({ sentBy }) => sentBy === 'scrobble').length >= fake.dailyLimit) return { code: 5, text: 'Daily scrobble limit exceeded' }
  return { code: 0, text: '' }
}

function corrected(text: string) {
  return { corrected: '0', '#text': text }
}

function resultOf({ artist, title, album, at }: FakePlay, { code, text }: Ignored) {
  return { artist: corrected(artist), album: corrected(album), track: corrected(title), albumArtist: corrected(artist), ignoredMessage: { code: String(code), '#text': text }, timestamp: String(at) }
}

function scrobblesIn(params: URLSearchParams): FakePlay[] {
  const indices = [...params.keys()].flatMap((name) => /^timestamp(?:\[(\d+)\])?$/.exec(name)?.[0].slice('timestamp'.length) ?? [])
  return indices.map((index) => ({ artist: params.get(`artist${index}`) ?? '', title: params.get(`track${index}`) ?? '', album: params.get(`album${index}`) ?? '', at: Number(params.get(`timestamp${index}`)), sentBy: 'scrobble' }))
}

/** Takes up to 50 plays; one it has already is accepted and kept once. Undefined = more than that, or none. */
export function acceptScrobbles(fake: ScrobbleTaker, params: URLSearchParams): FakeAnswer | undefined {
  const sent = scrobblesIn(params)
  if (sent.length === 0 || sent.length > mostInCall) return undefined
  const known = new Set(fake.plays.map(playName))
  const results = sent.map((play) => {
    const ignored = judge(fake, play)
    if (ignored.code === 0 && !known.has(playName(play))) {
      fake.plays.push(play)
      known.add(playName(play))
    }
    return { ignored, result: resultOf(play, ignored) }
  })
  const count = results.filter(({ ignored }) => ignored.code > 0).length
  return { body: { scrobbles: { scrobble: results.length === 1 ? results[0]?.result : results.map(({ result }) => result), '@attr': { ignored: count, accepted: results.length - count } } } }
}

/** Takes what plays now. */
export function nowPlayingAnswer(fake: ScrobbleTaker, params: URLSearchParams): FakeAnswer {
  const play = { artist: params.get('artist') ?? '', title: params.get('track') ?? '', album: params.get('album') ?? '', at: null }
  fake.nowPlaying = play
  const { timestamp: _none, ...result } = resultOf(play, { code: 0, text: '' })
  return { body: { nowplaying: result } }
}
