const rampSeconds = 0.03

/** Moves a level without a click and lands exactly on the value, so that full level leaves samples untouched. */
export function rampGain(gain: AudioParam, value: number, time: number): void {
  gain.cancelScheduledValues(time)
  gain.setValueAtTime(gain.value, time)
  gain.linearRampToValueAtTime(value, time + rampSeconds)
}
