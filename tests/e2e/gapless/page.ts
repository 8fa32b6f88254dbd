import { Howler } from 'howler'
import { createDeck } from '#renderer/features/player/engine/deck.ts'
import type { Deck, DeckOptions } from '#renderer/features/player/engine/deck-contract.ts'
import type { DeckEvents } from '#renderer/features/player/engine/deck-events.ts'
import probeUrl from './probe.worklet.ts?worker&url'

export interface LoggedEvent<Name extends keyof DeckEvents = keyof DeckEvents> {
  readonly name: Name
  readonly event: DeckEvents[Name]
}

export interface Harness {
  deck: Deck
  readonly log: LoggedEvent[]
  readonly violations: string[]
  /** The most that was decoded at any frame. */
  readonly decodedSeen: { buffers: number; bytes: number }
  open: (options?: DeckOptions) => void
  /** Listens in on howler's master gain; only once something is loaded is the context the final one. */
  tap: () => Promise<void>
  /** So many seconds of the audio clock, whatever the deck does. */
  clockPasses: (seconds: number) => Promise<void>
  capture: () => Promise<{ rate: number; samples: string }>
}

declare global {
  interface Window {
    harness: Harness
  }
}

let probe: AudioWorkletNode | null = null

function toBase64(samples: Float32Array): string {
  const bytes = new Uint8Array(samples.buffer)
  let text = ''
  for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(text)
}

function join(blocks: readonly Float32Array[]): Float32Array {
  const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0))
  let offset = 0
  for (const block of blocks) {
    samples.set(block, offset)
    offset += block.length
  }
  return samples
}

const eventNames: readonly (keyof DeckEvents)[] = ['state', 'trackchange', 'position', 'finished', 'error']

window.harness = {
  deck: createDeck(),
  log: [],
  violations: [],
  decodedSeen: { buffers: 0, bytes: 0 },
  open: (options) => {
    const { harness } = window
    harness.deck.close()
    harness.deck = createDeck(options)
    for (const name of eventNames) {
      harness.deck.on(name, (event) => harness.log.push({ name, event }))
    }
    const look = (): void => {
      const held = harness.deck.getDecodedBytes()
      const seen = harness.decodedSeen
      seen.buffers = Math.max(seen.buffers, held.length)
      seen.bytes = Math.max(seen.bytes, held.reduce((sum, bytes) => sum + bytes, 0))
      requestAnimationFrame(look)
    }
    look()
  },
  tap: async () => {
    await Howler.ctx.audioWorklet.addModule(probeUrl)
    probe = new AudioWorkletNode(Howler.ctx, 'probe')
    Howler.masterGain.connect(probe)
    probe.connect(Howler.ctx.destination)
  },
  clockPasses: async (seconds) => {
    const until = Howler.ctx.currentTime + seconds
    while (Howler.ctx.currentTime < until) await new Promise((resolve) => requestAnimationFrame(resolve))
  },
  capture: async () => {
    const port = probe?.port
    if (!port) throw new Error('Nothing is tapped.')
    const answer = new Promise<Float32Array[]>((resolve) => {
      port.addEventListener('message', (message: MessageEvent<Float32Array[]>) => resolve(message.data), { once: true })
    })
    port.start()
    port.postMessage(null)
    return { rate: Howler.ctx.sampleRate, samples: toBase64(join(await answer)) }
  }
}

document.addEventListener('securitypolicyviolation', (event) => window.harness.violations.push(`${event.violatedDirective} ${event.blockedURI}`))
