import { os } from '#main/contract.ts'
import type { Receiving } from './receiving.service.ts'

export function createReceivingHandlers(receiving: Receiving) {
  return { scrobblers: os.accounts.scrobblers.handler(() => receiving.scrobblers()) }
}
