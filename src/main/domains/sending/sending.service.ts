import type { AppContext } from '#main/context.ts'
import type { JobEngine } from '#main/kernel/jobs/job-engine.ts'
import { findActiveByKey } from '#main/kernel/jobs/job-rows.ts'
import type { Sending, SendingState } from '#shared/contract/accounts.contract.ts'
import { messageOf } from '#shared/errors.ts'
import { readTold } from '#shared/messages/say.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import { defineSendJobs, sendJobKey } from './send-job.ts'
import { senderOf } from './sender.ts'
import { countSendings, hasQueued, insertLoveSendings, insertPlaySendings, listOtherwiseLoved, listSendings, requeueSendings } from './sendings.repo.ts'
import type { ListedSending } from './sendings.repo.ts'
import { createNowPlayingTeller } from './tell-now-playing.ts'

type SendingContext = Pick<AppContext, 'db' | 'events' | 'log' | 'clock' | 'jobs'>

export type SendingService = ReturnType<typeof openSending>

function sendingOf({ answerJson, artist, title, ...same }: ListedSending, waitsUntil: number): Sending {
  const { told } = JSON.parse(answerJson ?? '{}') as { told?: unknown }
  return {
    id: same.id, accountId: same.accountId, kind: same.kind, startedAt: same.startedAt, state: same.state, attempts: same.attempts, endedAt: same.endedAt,
    artist: artist ?? '', title: title ?? '',
    runAfter: same.state === 'queued' ? Math.max(same.runAfter, waitsUntil) : same.runAfter,
    problem: told === undefined ? null : readTold(JSON.stringify(told)),
  }
}

/** Plays of the own player and loves, sent on to the accounts that are to have them. */
export function openSending({ db, events, log, clock, jobs }: SendingContext, accounts: Accounts) {
  const definitions = defineSendJobs({ db, events, clock }, accounts)
  const nowPlaying = createNowPlayingTeller({ db, log, clock }, accounts)

  function enqueue(accountIds: readonly number[]): void {
    if (accountIds.length === 0) return
    for (const { id, service, userName } of accounts.rows()) {
      if (accountIds.includes(id)) jobs.enqueue(definitions[service], { accountId: id }, { dedupeKey: sendJobKey(id), subject: userName })
    }
  }

  /** Goes on where something waits and nothing stands in the way any more: signed in again, switched on, started again. */
  async function resume(): Promise<void> {
    for (const { id, isSentTo } of accounts.rows()) {
      if (isSentTo !== 1 || !hasQueued(db, id) || findActiveByKey(db, sendJobKey(id))) continue
      const access = await accounts.accessOf(id)
      if (access && senderOf(access)) enqueue([id])
    }
  }

  return {
    /** Queues a play that has just ended, once for each account; call it inside the transaction that ends it. */
    queuePlay: (playId: number): void => enqueue(insertPlaySendings(db, playId, clock.now())),
    /** Queues what changes when tracks are loved, or no more; call it inside that transaction, before. */
    queueLoves: (trackIds: readonly number[], isLoved: boolean): void => {
      enqueue(listOtherwiseLoved(db, trackIds, isLoved).flatMap((id) => insertLoveSendings(db, id, isLoved, clock.now())))
    },

    list: ({ accountId, state = null, ...window }: { accountId: number; state?: SendingState | null | undefined; offset: number; limit: number }): { total: number; items: Sending[] } => {
      const waitsUntil = findActiveByKey(db, sendJobKey(accountId))?.runAfter ?? 0
      return { total: countSendings(db, { accountId, state }), items: listSendings(db, { accountId, state, ...window }).map((row) => sendingOf(row, waitsUntil)) }
    },
    /** Tries again what failed or was ignored, and what waits at once. */
    retry: (accountId: number): { queued: number } => {
      let queued = 0
      for (let rows = -1; rows !== 0; queued += rows) rows = db.transaction(() => requeueSendings(db, accountId, clock.now()))
      enqueue([accountId])
      events.publishSoon({ type: 'accounts.changed' })
      return { queued }
    },

    registerJobs: (engine: Pick<JobEngine, 'register'>): void => {
      for (const definition of Object.values(definitions)) engine.register(definition)
    },
    /** Sends from now on, until called back. */
    start: (): (() => Promise<void>) => {
      const goOn = (): void => void resume().catch((error: unknown) => log.warn('sending could not go on', { error: messageOf(error) }))
      const end = events.subscribe((event) => {
        if (event.type === 'accounts.changed') goOn()
        else if (event.type === 'playback.changed') nowPlaying.look(event.state.status === 'playing')
      })
      goOn()
      return async () => {
        end()
        await nowPlaying.stop()
      }
    },
    /** Resolves once what plays now was told. */
    toldNowPlaying: nowPlaying.settled,
  }
}
