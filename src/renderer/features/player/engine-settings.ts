import type { Settings } from '#shared/contract/settings.contract.ts'
import type { Deck } from './engine/deck-contract.ts'

export type SoundSettings = Pick<Settings, 'crossfadeSeconds' | 'replayGain' | 'preampDb' | 'untaggedDb' | 'preventsClipping'>

/** Gives the engine what a person chose; its sound follows at once. */
export function applySound(deck: Deck, { crossfadeSeconds, replayGain, preampDb, untaggedDb, preventsClipping }: SoundSettings): void {
  deck.setCrossfade(crossfadeSeconds)
  deck.setReplayGain({ mode: replayGain, preampDb, untaggedDb, isClippingPrevented: preventsClipping })
}

/** The device was chosen for one computer; another window's browser may not have it and then plays as the system says. */
export async function applyDevice(deck: Deck, deviceId: string): Promise<void> {
  const devices = deviceId === '' ? [] : await navigator.mediaDevices?.enumerateDevices()
  const isHere = devices?.some((device) => device.kind === 'audiooutput' && device.deviceId === deviceId)
  await deck.setDevice(isHere ? deviceId : null)
}
