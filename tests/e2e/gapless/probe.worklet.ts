declare const currentFrame: number
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

/** Keeps the first channel of everything that passes, and hands it over when asked. */
class Probe extends AudioWorkletProcessor {
  private blocks: Float32Array[] = []
  private firstFrame = -1

  constructor() {
    super()
    this.port.addEventListener('message', () => {
      this.port.postMessage({ firstFrame: this.firstFrame, blocks: this.blocks })
      this.blocks = []
      this.firstFrame = -1
    })
    this.port.start()
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    if (this.firstFrame < 0) this.firstFrame = currentFrame
    this.blocks.push(inputs[0]?.[0]?.slice() ?? new Float32Array(128))
    return true
  }
}

registerProcessor('probe', Probe)
