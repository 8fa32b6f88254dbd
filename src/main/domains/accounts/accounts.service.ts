import type { AppContext } from '#main/context.ts'
import type { Pace } from '#main/kernel/http/http-declaration.ts'
import { findActiveByKey } from '#main/kernel/jobs/job-rows.ts'
import type { JobEngine } from '#main/kernel/jobs/job-engine.ts'
import { lastfmAddress } from '#main/vendors/lastfm/lastfm.client.ts'
import { userInfo } from '#main/vendors/lastfm/lastfm.reads.ts'
import { listenbrainzAddress } from '#main/vendors/listenbrainz/listenbrainz.client.ts'
import { tokenOwner } from '#main/vendors/listenbrainz/listenbrainz.reads.ts'
import type { Account, Service } from '#shared/contract/accounts.contract.ts'
import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Told } from '#shared/messages/say.ts'
import { openClients } from './account-access.ts'
import type { Access } from './account-access.ts'
import { openKeyRing } from './account-keys.ts'
import { storedBackfill } from './account-state.ts'
import { accountView } from './account-view.ts'
import { changeAccount, findAccount, listAccounts, removeAccount, saveBackfill, saveProblem, upsertAccount } from './accounts.repo.ts'
import type { AccountRow } from './accounts.repo.ts'
import { beginBackfill } from './backfill.rules.ts'
import { adoptEnvironment, forgetEnvironment } from './environment-accounts.ts'
import { createNowListenings } from './now-listening.ts'
import { beginSignIn, finishSignIn } from './sign-in.ts'
import { readOnce } from './read-once.ts'
import type { PollReport } from './read-once.ts'
import { defineTrackerJobs, enqueueFor, jobKey } from './tracker-jobs.ts'
import type { TrackerJobs } from './tracker-jobs.ts'
import { findAccess } from './trackers.ts'
import type { Trackers } from './trackers.ts'

export type { Access, LastfmAccess, ListenbrainzAccess } from './account-access.ts'
export type { AccountRow } from './accounts.repo.ts'
export { findTrackOf, shownOf } from './now-listening.ts'

type AccountsContext = Pick<AppContext, 'db' | 'events' | 'log' | 'clock' | 'jobs'>
export type AccountsOptions = Pick<AppContext, 'secrets' | 'environment'> & { version: string; settings: () => Settings; pace?: Pace; timeoutMs?: number }

export type Accounts = ReturnType<typeof openAccounts>

/** One spelling of an address, '' for the service's own. */
function addressOf(baseUrl: string, own: string): string {
  const plain = baseUrl.replace(/\/+$/, '')
  return plain === own.replace(/\/+$/, '') ? '' : plain
}

const urgent = 10
const activeSources: readonly (keyof TrackerJobs)[] = ['poll', 'backfill', 'loves']

/** The listener's accounts at Last.fm and ListenBrainz, and what is read from them. */
export function openAccounts({ db, events, log, clock, jobs }: AccountsContext, { version, secrets, environment, settings, pace, timeoutMs }: AccountsOptions) {
  const keys = openKeyRing(secrets)
  const clients = openClients({ version, log, environment, ...(pace && { pace }), ...(timeoutMs !== undefined && { timeoutMs }) })
  const now = createNowListenings({ db, clock })
  const trackers: Trackers = { ctx: { db, events, log, clock }, settings, keys, clients, now }
  const definitions = defineTrackerJobs(trackers)

  const changed = (): void => events.publishSoon({ type: 'accounts.changed' })

  function get(id: number): AccountRow {
    const account = findAccount(db, id)
    if (!account) throw new AppError('not-found', say`There is no such account any more.`)
    return account
  }

  async function view(account: AccountRow): Promise<Account> {
    return accountView(db, account, await keys.of(account), now)
  }

  function takeUp(account: AccountRow): void {
    if (account.isPolled !== 1) return
    enqueueFor(jobs, definitions, 'poll', account)
    enqueueFor(jobs, definitions, 'loves', account)
    const backfill = storedBackfill(account)
    if (backfill && !backfill.isDone && !backfill.isPaused) enqueueFor(jobs, definitions, 'backfill', account)
  }

  function startBackfill(id: number): number {
    const account = get(id)
    const stored = storedBackfill(account)
    const backfill = stored && !stored.isDone ? { ...stored, isPaused: false, failures: 0 } : beginBackfill()
    const jobId = db.transaction(() => {
      saveBackfill(db, id, JSON.stringify(backfill))
      return enqueueFor(jobs, definitions, 'backfill', account)
    })
    changed()
    return jobId
  }

  /** A session belongs to the key it was made with. */
  async function keepKeys(id: number, service: Service, given: Parameters<typeof keys.set>[1]): Promise<void> {
    const { apiKey } = await keys.of({ id, service })
    const isOther = given.apiKey !== undefined && apiKey !== '' && given.apiKey !== apiKey
    await keys.set(id, { ...given, ...(isOther && { session: '', signInToken: '' }) })
  }

  /** Known to the service, so it is kept; its newest plays are read at once, and then all the others. */
  async function add(account: Pick<AccountRow, 'service' | 'userName' | 'baseUrl'>, given: Parameters<typeof keys.set>[1]): Promise<Account> {
    const id = db.transaction(() => upsertAccount(db, account, clock.now()))
    await keepKeys(id, account.service, given)
    takeUp(get(id))
    if (!storedBackfill(get(id))?.isDone) startBackfill(id)
    changed()
    return view(get(id))
  }

  function pauseBackfill(id: number): void {
    const backfill = storedBackfill(get(id))
    if (!backfill || backfill.isDone) return
    saveBackfill(db, id, JSON.stringify({ ...backfill, isPaused: true }))
    const job = findActiveByKey(db, jobKey('backfill', id))
    if (job?.state === 'queued') jobs.cancel(job.id)
    changed()
  }

  function stopJobs(id: number): void {
    for (const kind of activeSources) {
      const job = findActiveByKey(db, jobKey(kind, id))
      if (job) jobs.cancel(job.id)
    }
    now.set(id, null)
  }

  function setPolled(id: number, isPolled: boolean): void {
    changeAccount(db, id, { isPolled })
    if (isPolled) takeUp(get(id))
    else stopJobs(id)
  }

  return {
    rows: (): AccountRow[] => listAccounts(db),
    /** What it takes to ask a service about an account; undefined when it is gone or its key is missing. */
    accessOf: (id: number): Promise<Access | undefined> => findAccess(trackers, id),
    list: (): Promise<Account[]> => Promise.all(listAccounts(db).map(view)),

    addLastfm: async ({ userName, apiKey, secret, baseUrl: given }: { userName: string; apiKey: string; secret: string; baseUrl: string }): Promise<Account> => {
      const baseUrl = addressOf(given, lastfmAddress)
      const user = await userInfo(clients.lastfm(baseUrl), { apiKey }, userName)
      return add({ service: 'lastfm', userName: user.name, baseUrl }, { apiKey, secret })
    },
    addListenbrainz: async ({ token, baseUrl: given }: { token: string; baseUrl: string }): Promise<Account> => {
      const baseUrl = addressOf(given, listenbrainzAddress)
      const userName = await tokenOwner(clients.listenbrainz(baseUrl), token)
      return add({ service: 'listenbrainz', userName, baseUrl }, { token })
    },
    update: async ({ id, isPolled, isSentTo }: { id: number; isPolled?: boolean | undefined; isSentTo?: boolean | undefined }): Promise<Account> => {
      get(id)
      if (isSentTo !== undefined) changeAccount(db, id, { isSentTo })
      if (isPolled !== undefined) setPolled(id, isPolled)
      changed()
      return view(get(id))
    },
    remove: async (id: number): Promise<void> => {
      const account = get(id)
      stopJobs(id)
      removeAccount(db, id, clock.now())
      await keys.forget(account)
      await forgetEnvironment({ secrets }, account)
      changed()
    },

    pollNow: (id: number): number => enqueueFor(jobs, definitions, 'poll', get(id), { priority: urgent }),
    startBackfill,
    pauseBackfill,
    beginSignIn: (id: number): Promise<string> => beginSignIn(trackers, id),
    finishSignIn: async (id: number): Promise<Account> => {
      await finishSignIn(trackers, id)
      changed()
      return view(get(id))
    },

    /** Notes what stands in the way of sending, until the next poll that succeeds. */
    tellProblem: (id: number, problem: Told): void => {
      saveProblem(db, id, problem)
      changed()
    },
    /** The person has to sign in again before anything is sent. */
    forgetSession: async (id: number): Promise<void> => {
      await keys.set(id, { session: '' })
      changed()
    },

    /** Looks two weeks back at every account that is not paused, one after the other, and reads on in the histories that were begun. */
    pollAll: async (signal: AbortSignal, progress: (progress: JobProgress) => void = () => undefined): Promise<PollReport[]> => {
      const reports: PollReport[] = []
      for (const { id } of listAccounts(db).filter(({ isPolled }) => isPolled === 1)) reports.push(await readOnce(trackers, id, { signal, progress }))
      return reports
    },

    registerJobs: (engine: Pick<JobEngine, 'register'>): void => {
      for (const definition of Object.values(definitions).flatMap((both) => [both.lastfm, both.listenbrainz])) engine.register(definition)
    },
    /** Takes over what the environment gives; before `start`. */
    adopt: (): Promise<void> => adoptEnvironment({ db, secrets, clock, log }, keys),
    /** Begins to read, once jobs run: whatever an earlier clock put off is due now. */
    start: (): void => {
      for (const account of listAccounts(db)) takeUp(account)
    },
  }
}
