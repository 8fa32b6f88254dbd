import { os } from '#main/contract.ts'
import type { Accounts } from './accounts.service.ts'

export function createAccountsHandlers(accounts: Accounts) {
  const { accounts: procedures } = os
  return {
    list: procedures.list.handler(() => accounts.list()),
    addLastfm: procedures.addLastfm.handler(({ input }) => accounts.addLastfm(input)),
    addListenbrainz: procedures.addListenbrainz.handler(({ input }) => accounts.addListenbrainz(input)),
    update: procedures.update.handler(({ input }) => accounts.update(input)),
    remove: procedures.remove.handler(({ input }) => accounts.remove(input.id)),
    pollNow: procedures.pollNow.handler(({ input }) => ({ jobId: accounts.pollNow(input.id) })),
    startBackfill: procedures.startBackfill.handler(({ input }) => ({ jobId: accounts.startBackfill(input.id) })),
    pauseBackfill: procedures.pauseBackfill.handler(({ input }) => accounts.pauseBackfill(input.id)),
    beginSignIn: procedures.beginSignIn.handler(async ({ input }) => ({ url: await accounts.beginSignIn(input.id) })),
    finishSignIn: procedures.finishSignIn.handler(({ input }) => accounts.finishSignIn(input.id)),
  }
}
