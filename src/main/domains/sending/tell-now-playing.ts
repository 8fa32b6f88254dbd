import type { AppContext } from '#main/context.ts'
import { isAbort, messageOf } from '#shared/errors.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import { senderOf } from './sender.ts'
import { findOpenPlay } from './sendings.repo.ts'

type TellContext = Pick<AppContext, 'db' | 'log' | 'clock'>

/** Tells accounts what the own player plays, once a play. Nothing is kept of it: a service that cannot be reached now is not told later. */
export function createNowPlayingTeller({ db, log, clock }: TellContext, accounts: Accounts) {
  let toldId = 0
  let telling: AbortController | undefined
  let running: Promise<unknown> = Promise.resolve()

  const isPaused = (lane: string): boolean => (db.prepare<[string], number>('SELECT pausedUntil FROM job_lanes WHERE lane = ?').pluck().get(lane) ?? 0) > clock.now()

  async function tell(accountId: number, play: NonNullable<ReturnType<typeof findOpenPlay>>, signal: AbortSignal): Promise<void> {
    try {
      const access = await accounts.accessOf(accountId)
      await (access && senderOf(access))?.playing(play, signal)
    } catch (error) {
      if (!isAbort(error)) log.debug('what plays now could not be told', { account: accountId, error: messageOf(error) })
    }
  }

  return {
    /** Called whenever something about playing changed. */
    look: (isPlaying: boolean): void => {
      const sentTo = isPlaying ? accounts.rows().filter(({ isSentTo, service }) => isSentTo === 1 && !isPaused(service)) : []
      const play = sentTo.length > 0 ? findOpenPlay(db) : undefined
      if (!play || play.id === toldId) return
      toldId = play.id
      telling?.abort()
      const { signal } = (telling = new AbortController())
      running = Promise.all(sentTo.map(({ id }) => tell(id, play, signal)))
    },
    stop: async (): Promise<void> => {
      telling?.abort()
      await running
    },
    /** Resolves once everybody was told. */
    settled: async (): Promise<void> => void (await running),
  }
}
