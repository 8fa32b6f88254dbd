import { act, fireEvent, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { useSelection } from '../selection/use-selection.ts'
import { gridShape } from './grid-shape.ts'
import { VirtualGrid } from './VirtualGrid.tsx'

const onOpen = vi.fn<(index: number) => void>()
const onRange = vi.fn<(start: number, end: number) => void>()
const source = { total: 25_003, row: (index: number) => `Album ${index}`, onRange }
function Albums() {
  const selection = useSelection('all')
  return (
    <>
      <VirtualGrid label="Albums" source={source} selection={selection} onOpen={onOpen} renderItem={(album) => <a href="/album">{album}</a>} />
      <output>{JSON.stringify(selection.selection)}</output>
    </>
  )
}

const tile = (index: number): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-index="${index}"]`)
  if (!found) throw new Error(`tile ${index} is not in the document`)
  return found
}
const selected = (): unknown => JSON.parse(document.querySelector('output')?.textContent ?? '')
const press = (key: string, init: object = {}): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key, ...init })

givenWindow(780, 600)
beforeEach(async () => {
  vi.clearAllMocks()
  renderInApp(<Albums />)
  await act(async () => undefined)
})

test('five tiles share a width of 780, and only the lines in sight are drawn', () => {
  expect(gridShape(780, 140, 46)).toEqual({ lanes: 5, itemWidth: 140, lineHeight: 210 })
  expect(screen.getByRole('grid').getAttribute('aria-colcount')).toBe('5')
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('5001')
  expect(document.querySelectorAll('[data-index]').length).toBeLessThan(100)
})

test('arrows walk in both directions without choosing, and the ends are walls', () => {
  act(() => tile(0).focus())
  for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowDown']) press(key)
  expect(document.activeElement).toBe(tile(11))
  expect(selected()).toEqual([])
  press('End')
  expect(document.activeElement).toBe(tile(25_002))
  expect(onRange).toHaveBeenLastCalledWith(expect.any(Number), 25_003)
})

test('Enter opens the tile, Control Space and Shift choose', () => {
  act(() => tile(3).focus())
  press('Enter')
  expect(onOpen.mock.calls).toEqual([[3]])
  press(' ', { ctrlKey: true })
  press('ArrowRight', { shiftKey: true })
  expect(selected()).toEqual([[3, 4]])
})

test('a click with Control chooses instead of following the link', () => {
  const link = screen.getByText('Album 2')
  fireEvent.mouseDown(link, { ctrlKey: true })
  expect(fireEvent.click(link, { ctrlKey: true })).toBe(false)
  expect(selected()).toEqual([[2, 2]])
})
