import type { Settings } from '#shared/contract/settings.contract.ts'
import type { Deck } from './engine/deck-contract.ts'

/** The device was chosen for one computer; another window's browser may not have it and then plays as the system says. */
async function chooseDevice(deck: Deck, deviceId: string): Promise<void> {
  const devices = deviceId === '' ? [] : await navigator.mediaDevices?.enumerateDevices()
  const isHere = devices?.some((device) => device.kind === 'audiooutput' && device.deviceId === deviceId)
  await deck.setDevice(isHere ? deviceId : null)
}

/** Gives the engine what a person chose; its sound follows at once. */
export function applySettings(deck: Deck, settings: Settings): void {
  deck.setCrossfade(settings.crossfadeSeconds)
  deck.setReplayGain({ mode: settings.replayGain, preampDb: settings.preampDb, untaggedDb: settings.untaggedDb, isClippingPrevented: settings.preventsClipping })
  void chooseDevice(deck, settings.outputDeviceId)
}
