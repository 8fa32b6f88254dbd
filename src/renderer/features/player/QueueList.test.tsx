import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { rowsAtHand } from '#renderer/ui/list/row-source.ts'
import type { Selection } from '#renderer/ui/selection/selection.ts'
import type { QueueItem } from '#shared/contract/playback.contract.ts'
import { QueueList } from './QueueList.tsx'

givenWindow(336, 600)
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({ left: 0, right: 336, width: 336, top: 0, bottom: 600, height: 600, x: 0, y: 0, toJSON: () => ({}) })
})

function item(at: number): QueueItem {
  const unknown = { artistId: null, album: null, albumId: null, coverHash: null, year: null, genre: null, discNumber: null, trackNumber: null, codec: 'flac', bitrate: null, sampleRate: null, bitsPerSample: null, lastPlayedAt: null, rating: null }
  return { itemId: at + 100, track: { ...unknown, id: at + 1, title: `Track ${at + 1}`, artist: 'Low Tide Ministry', durationMs: 61_000, isLossless: true, isOnDisk: true, copies: 0, plays: 0, addedAt: 0, isLoved: false } }
}

function open(total: number, currentIndex: number | null = null) {
  const asked = { move: vi.fn<(selection: Selection, before: number) => void>(), remove: vi.fn<(selection: Selection) => void>() }
  const onPlay = vi.fn<(itemId: number) => void>()
  renderInApp(<QueueList source={rowsAtHand(Array.from({ length: total }, (_, at) => item(at)))} currentIndex={currentIndex} edits={asked} menu={() => []} onPlay={onPlay} />)
  return { ...asked, onPlay }
}

const row = (title: string) => screen.getByText(title).closest<HTMLElement>('[role=row]') as HTMLElement
const grip = (title: string) => row(title).querySelector('[data-grip]') as HTMLElement

test('of 20,000 tracks only those in sight are drawn, and it opens where playing stands', () => {
  open(20_000, 15_000)
  expect(screen.getAllByRole('row').length).toBeLessThan(60)
  expect(row('Track 15001').getAttribute('aria-current')).toBe('true')
  expect(screen.getByRole('grid', { name: 'Queue' }).getAttribute('aria-rowcount')).toBe('20000')
})

test('Alt and arrows move a row by one, and not beyond the ends', () => {
  const { move } = open(3)
  fireEvent.mouseDown(row('Track 2'), { button: 0 })
  fireEvent.keyDown(row('Track 2'), { key: 'ArrowUp', altKey: true })
  expect(move.mock.calls).toEqual([[[[1, 1]], 0]])
  fireEvent.keyDown(row('Track 1'), { key: 'ArrowUp', altKey: true })
  expect(move).toHaveBeenCalledTimes(1)
  fireEvent.keyDown(row('Track 1'), { key: 'ArrowDown', altKey: true })
  expect(move.mock.calls.at(-1)).toEqual([[[0, 0]], 2])
})

test('dragged by its grip a row goes where it is let go; Escape leaves it', () => {
  const { move } = open(5)
  const list = screen.getByRole('grid')
  list.setPointerCapture = () => undefined
  fireEvent.pointerDown(grip('Track 1'), { button: 0, clientY: 10, pointerId: 1 })
  fireEvent.pointerMove(list, { clientY: 150, pointerId: 1 })
  fireEvent.pointerUp(list, { clientY: 150, pointerId: 1 })
  expect(move.mock.calls).toEqual([[[[0, 0]], 3]])
  fireEvent.pointerDown(grip('Track 2'), { button: 0, clientY: 60, pointerId: 1 })
  fireEvent.pointerMove(list, { clientY: 200, pointerId: 1 })
  fireEvent.keyDown(window, { key: 'Escape' })
  fireEvent.pointerUp(list, { clientY: 200, pointerId: 1 })
  expect(move).toHaveBeenCalledTimes(1)
})

test('several chosen rows are dragged and removed together', () => {
  const { move, remove } = open(6)
  const list = screen.getByRole('grid')
  list.setPointerCapture = () => undefined
  fireEvent.mouseDown(row('Track 2'), { button: 0 })
  fireEvent.mouseDown(row('Track 4'), { button: 0, shiftKey: true })
  fireEvent.pointerDown(grip('Track 3'), { button: 0, clientY: 110, pointerId: 1 })
  fireEvent.pointerMove(list, { clientY: 280, pointerId: 1 })
  fireEvent.pointerUp(list, { clientY: 280, pointerId: 1 })
  expect(move.mock.calls).toEqual([[[[1, 3]], 6]])
  fireEvent.keyDown(row('Track 4'), { key: 'Delete' })
  expect(remove.mock.calls).toEqual([[[[1, 3]]]])
})

test('Enter and a double click play, the cross removes', () => {
  const { onPlay, remove } = open(3)
  fireEvent.doubleClick(row('Track 3'))
  fireEvent.mouseDown(row('Track 2'), { button: 0 })
  fireEvent.keyDown(row('Track 2'), { key: 'Enter' })
  fireEvent.click(screen.getByRole('button', { name: 'Remove Track 1 from the queue' }))
  expect([onPlay.mock.calls.flat(), remove.mock.calls]).toEqual([[102, 101], [[[[0, 0]]]]])
})
