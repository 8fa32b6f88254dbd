import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { SeekSlider } from './SeekSlider.tsx'
import { VolumeSlider } from './VolumeSlider.tsx'

givenWindow(800, 600)
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({ left: 100, right: 300, width: 200, top: 0, bottom: 32, height: 32, x: 100, y: 0, toJSON: () => ({}) })
})

test('the position is told in time, and keys move it by 5 and 30 seconds within the track', () => {
  const onSeek = vi.fn<(positionMs: number) => void>()
  renderInApp(<SeekSlider positionMs={167_000} durationMs={180_000} onSeek={onSeek} />)
  const slider = screen.getByRole('slider', { name: 'Position' })
  expect(slider.getAttribute('aria-valuetext')).toBe('2:47 of 3:00')
  for (const key of ['ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End']) fireEvent.keyDown(slider, { key })
  expect(onSeek.mock.calls.flat()).toEqual([162_000, 172_000, 137_000, 180_000, 0, 180_000])
})

test('dragging shows where it will be and seeks once, on release', () => {
  const onSeek = vi.fn<(positionMs: number) => void>()
  renderInApp(<SeekSlider positionMs={0} durationMs={200_000} onSeek={onSeek} />)
  const slider = screen.getByRole('slider')
  fireEvent.pointerDown(slider, { button: 0, clientX: 150, pointerId: 1 })
  fireEvent.pointerMove(slider, { clientX: 200, pointerId: 1 })
  expect(onSeek).not.toHaveBeenCalled()
  expect(slider.getAttribute('aria-valuetext')).toBe('1:40 of 3:20')
  fireEvent.pointerUp(slider, { clientX: 250, pointerId: 1 })
  expect(onSeek.mock.calls).toEqual([[150_000]])
})

test('with nothing loaded it cannot be reached or moved', () => {
  const onSeek = vi.fn<(positionMs: number) => void>()
  renderInApp(<SeekSlider positionMs={0} durationMs={0} onSeek={onSeek} />)
  const slider = screen.getByRole('slider')
  fireEvent.keyDown(slider, { key: 'End' })
  fireEvent.pointerDown(slider, { button: 0, clientX: 150 })
  expect([slider.tabIndex, slider.getAttribute('aria-disabled'), onSeek.mock.calls]).toEqual([-1, 'true', []])
})

test('the volume is heard while it is dragged, by steps of 5 %, and muted at a press', () => {
  const onVolume = vi.fn<(volume: number) => void>()
  const onMute = vi.fn<(isMuted: boolean) => void>()
  renderInApp(<VolumeSlider volume={0.98} isMuted={false} onVolume={onVolume} onMute={onMute} />)
  const slider = screen.getByRole('slider', { name: 'Volume' })
  expect(slider.getAttribute('aria-valuetext')).toBe('98%')
  fireEvent.keyDown(slider, { key: 'ArrowUp' })
  fireEvent.keyDown(slider, { key: 'ArrowDown' })
  fireEvent.pointerDown(slider, { button: 0, clientX: 200 })
  fireEvent.click(screen.getByRole('button', { name: 'Mute' }))
  expect(onVolume.mock.calls.flat()).toEqual([1, 0.93, 0.5])
  expect(onMute).toHaveBeenCalledWith(true)
})
