declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

/** Keeps the first channel of everything that passes, and hands it over when asked. */
class Probe extends AudioWorkletProcessor {
  private readonly blocks: Float32Array[] = []

  constructor() {
    super()
    this.port.addEventListener('message', () => {
      const blocks = this.blocks.splice(0)
      this.port.postMessage(blocks, { transfer: blocks.map((block) => block.buffer) })
    })
    this.port.start()
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    this.blocks.push(inputs[0]?.[0]?.slice() ?? new Float32Array(128))
    return true
  }
}

registerProcessor('probe', Probe)
