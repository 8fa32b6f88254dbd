import type { Access } from '../accounts/accounts.service.ts'
import { lastfmSender } from './lastfm-sender.ts'
import { listenbrainzSender } from './listenbrainz-sender.ts'
import type { SendingWords, Verdict } from './sendings.repo.ts'

/** Words of a play as they leave: JSON, or why they do not. */
export type Prepared = { json: string } | Verdict

/** One service to send to. What it throws means that nothing is known of what was sent. */
export type Sender = {
  /** Plays in one request. */
  most: number
  prepare(play: SendingWords & { startedAt: number }, now: number): Prepared
  /** Sends what was prepared; verdicts in its order. */
  plays(sent: readonly string[], signal: AbortSignal): Promise<Verdict[]>
  love(track: SendingWords, isLoved: boolean, signal: AbortSignal): Promise<Verdict>
  playing(track: SendingWords, signal: AbortSignal): Promise<void>
}

/** Undefined while the person has to sign in first. */
export function senderOf(access: Access): Sender | undefined {
  if (access.service === 'listenbrainz') return listenbrainzSender(access)
  return access.keys.session && access.keys.secret ? lastfmSender(access) : undefined
}
