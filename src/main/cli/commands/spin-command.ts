import { AppError } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { defineCommand, iso } from '../command.ts'

function idOf([word = '']: string[]): number {
  const id = Number(word)
  if (!Number.isInteger(id) || id < 1) throw new AppError('invalid-input', verbatim(`"${word}" is not the id of an album; "albums" lists them.`))
  return id
}

function momentOf(text: string | boolean | undefined): number | undefined {
  if (typeof text !== 'string') return undefined
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new AppError('invalid-input', verbatim(`--at takes a moment such as 2026-11-19T20:15:00Z, not "${text}".`))
  return at
}

/** Puts a side on. What of it is over is written as plays; what is still to come is written when its time has come. */
export const spinCommand = defineCommand({
  name: 'spin',
  usage: '<album id> [--side A] [--from 1] [--at T]',
  summary: 'log a record: a side from a track on, now or earlier',
  options: { side: { type: 'string' }, from: { type: 'string' }, at: { type: 'string' } },
  run: (session, { words, options }) =>
    session.owning(({ needle }) => {
      const albumId = idOf(words)
      const startedAt = momentOf(options.at)
      const sides = needle.sides(albumId)
      const wanted = typeof options.side === 'string' ? options.side : sides[0]?.side
      const side = sides.find((each) => each.side.toUpperCase() === wanted?.toUpperCase())
      if (!side) throw new AppError('not-found', verbatim(sides.length === 0 ? 'Nothing is known of what is on this album.' : `There is no such side; this album has: ${sides.map((each) => each.side || 'one, without a name').join(', ')}.`))
      const track = side.tracks[Number(options.from ?? 1) - 1]
      if (!track) throw new AppError('not-found', verbatim(`--from takes 1 to ${side.tracks.length}.`))
      const put = needle.start({ albumId, side: side.side, fromTrackId: track.trackId, how: 'vinyl', ...(startedAt !== undefined && { startedAt }) })
      const items = put.tracks.filter(({ isHeard }) => isHeard).map(({ trackId, title, startedAt: at, durationMs }) => ({ trackId, track: title, startedAt: iso(at), durationMs }))
      return { sessionId: put.id, albumId: put.albumId, side: put.side, startedAt: iso(put.startedAt), endsAt: iso(put.endsAt ?? put.endedAt), plays: items.length, items }
    }),
  print: ({ side, plays, endsAt }) => `${side === null ? 'The record' : `Side ${side}`}: ${plays} plays written; it ends at ${endsAt}`,
})
