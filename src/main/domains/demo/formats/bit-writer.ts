/** Writes numbers of any width, most significant bit first. */
export class BitWriter {
  private bytes: Uint8Array
  private length = 0
  private pending = 0
  private pendingBits = 0

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity)
  }

  /** `width` 0 to 24; negative values in two's complement. */
  write(value: number, width: number): void {
    this.pending = (this.pending << width) | (value & ((1 << width) - 1))
    this.pendingBits += width
    while (this.pendingBits >= 8) {
      this.pendingBits -= 8
      this.push(this.pending >>> this.pendingBits)
    }
    this.pending &= 0xff
  }

  /** So many zeros, then a one. */
  writeUnary(zeros: number): void {
    let left = zeros
    for (; left >= 16; left -= 16) this.write(0, 16)
    this.write(1, left + 1)
  }

  /** Pads with zeros to a whole byte and returns a copy of everything. */
  finish(): Uint8Array {
    if (this.pendingBits > 0) this.write(0, 8 - this.pendingBits)
    return this.bytes.slice(0, this.length)
  }

  private push(byte: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2)
      larger.set(this.bytes)
      this.bytes = larger
    }
    this.bytes[this.length++] = byte
  }
}
