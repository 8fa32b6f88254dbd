import { os } from '#main/contract.ts'
import type { SendingService } from './sending.service.ts'

export function createSendingHandlers(sending: SendingService) {
  const { accounts: procedures } = os
  return {
    sendings: procedures.sendings.handler(({ input }) => sending.list(input)),
    retrySendings: procedures.retrySendings.handler(({ input }) => sending.retry(input.accountId)),
  }
}
