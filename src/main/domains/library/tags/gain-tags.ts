import type { ReplayGain } from './file-tags.ts'
import type { TagBlock } from './tag-block.ts'
import { firstOf } from './tag-lookup.ts'

/** R128 tags aim at -23 LUFS, ReplayGain at -18. */
const r128Offset = 5

function decibels(text: string | null): number | null {
  if (text === null) return null
  const value = Number.parseFloat(text.replace(',', '.'))
  return Number.isFinite(value) && Math.abs(value) <= 70 ? Math.round(value * 100) / 100 : null
}

function peak(text: string | null): number | null {
  if (text === null) return null
  const value = Number.parseFloat(text.replace(',', '.'))
  if (!Number.isFinite(value) || value < 0) return null
  // Some write decibels although a linear value is meant.
  return /db/i.test(text) ? 10 ** (value / 20) : value
}

/** 1/256 dB steps as a whole number. */
function fromR128(text: string | null): number | null {
  const value = Number.parseInt(text ?? '', 10)
  return value >= -32768 && value <= 32767 ? Math.round((value / 256 + r128Offset) * 100) / 100 : null
}

export function readGains(blocks: TagBlock[]): ReplayGain {
  return {
    trackGain: decibels(firstOf(blocks, 'REPLAYGAINTRACKGAIN', 'RGRADIO')) ?? fromR128(firstOf(blocks, 'R128TRACKGAIN')) ?? decibels(firstOf(blocks, 'RVATRACKGAIN')),
    trackPeak: peak(firstOf(blocks, 'REPLAYGAINTRACKPEAK', 'RGPEAK')),
    albumGain: decibels(firstOf(blocks, 'REPLAYGAINALBUMGAIN', 'RGAUDIOPHILE')) ?? fromR128(firstOf(blocks, 'R128ALBUMGAIN')) ?? decibels(firstOf(blocks, 'RVAALBUMGAIN')),
    albumPeak: peak(firstOf(blocks, 'REPLAYGAINALBUMPEAK')),
  }
}
