import { act, fireEvent, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { givenWindow, installLayout } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import type { MenuEntry } from '../menu/menu-entry.ts'
import { useSelection } from '../selection/use-selection.ts'
import type { Column, Sort } from './column.ts'
import { VirtualTable, type VirtualTableProps } from './VirtualTable.tsx'

type Song = { title: string; year: number }

const columns: Column<Song>[] = [
  { id: 'title', label: 'Title', width: '1fr', sort: 'ascending', isFixed: true, text: (song) => song.title },
  { id: 'year', label: 'Year', width: '40px', sort: 'descending', from: 500, text: (song) => String(song.year) },
]
const fetched = vi.fn<(start: number, end: number) => void>()
const library = { total: 250_000, row: (index: number): Song => ({ title: `Song ${index}`, year: 1970 + (index % 50) }), onRange: fetched }

function Table(props: Partial<VirtualTableProps<Song>>) {
  const selection = useSelection('all')
  return (
    <>
      <VirtualTable label="Songs" source={library} columns={columns} selection={selection} {...props} />
      <output>{JSON.stringify(selection.selection)}</output>
    </>
  )
}

const row = (index: number): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-index="${index}"]`)
  if (!found) throw new Error(`row ${index} is not in the document`)
  return found
}
const selected = (): unknown => JSON.parse(document.querySelector('output')?.textContent ?? '')
const press = (key: string, init: object = {}): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key, ...init })

async function open(props: Partial<VirtualTableProps<Song>> = {}): Promise<void> {
  renderInApp(<Table {...props} />)
  await act(async () => undefined)
}

givenWindow(800, 632)
beforeEach(() => void fetched.mockClear())

test('only the rows in sight are in the document, and the true length is told', async () => {
  await open()
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('250001')
  expect(document.querySelectorAll('[data-index]').length).toBeLessThan(45)
  expect(row(0).getAttribute('aria-rowindex')).toBe('2')
  expect(fetched).toHaveBeenCalledWith(0, expect.any(Number))
})

test('the table is one tab stop', async () => {
  await open()
  expect([...document.querySelectorAll<HTMLElement>('[data-index]')].filter((each) => each.tabIndex === 0)).toEqual([row(0)])
})

test('arrows move the focus and choose; Shift extends from where it began; Control only moves', async () => {
  await open()
  act(() => row(0).focus())
  press('ArrowDown')
  expect(document.activeElement).toBe(row(1))
  expect(selected()).toEqual([[1, 1]])
  press('ArrowDown', { shiftKey: true })
  press('ArrowDown', { shiftKey: true })
  expect(selected()).toEqual([[1, 3]])
  press('ArrowUp', { shiftKey: true })
  expect(selected()).toEqual([[1, 2]])
  press('ArrowDown', { ctrlKey: true })
  expect(selected()).toEqual([[1, 2]])
  expect(document.activeElement).toBe(row(3))
  press('ArrowDown', { ctrlKey: true })
  press(' ', { ctrlKey: true })
  expect(selected()).toEqual([[1, 2], [4, 4]])
})

test('End reaches the last of a quarter of a million rows, and the window follows', async () => {
  await open()
  act(() => row(0).focus())
  press('End')
  expect(document.activeElement).toBe(row(249_999))
  expect(screen.getByRole('grid').scrollTop).toBe(250_000 * 30 + 32 - 632)
  expect(fetched).toHaveBeenLastCalledWith(expect.any(Number), 250_000)
  press('PageUp')
  expect(document.activeElement).toBe(row(249_980))
})

test('Control A chooses all, Escape none', async () => {
  await open()
  act(() => row(0).focus())
  press('a', { ctrlKey: true })
  expect(selected()).toEqual([[0, 249_999]])
  press('Escape')
  expect(selected()).toEqual([])
})

test('the mouse chooses one, adds one with Control, and a range with Shift', async () => {
  await open()
  fireEvent.mouseDown(row(2))
  expect(selected()).toEqual([[2, 2]])
  fireEvent.mouseDown(row(5), { ctrlKey: true })
  expect(selected()).toEqual([[2, 2], [5, 5]])
  fireEvent.mouseDown(row(8), { shiftKey: true })
  expect(selected()).toEqual([[5, 8]])
  fireEvent.mouseDown(row(6))
  fireEvent.click(row(6))
  expect(selected()).toEqual([[6, 6]])
})

test('Enter and a double click open', async () => {
  const onOpen = vi.fn<(index: number) => void>()
  await open({ onOpen })
  act(() => row(0).focus())
  press('ArrowDown')
  press('Enter')
  fireEvent.doubleClick(row(4))
  expect(onOpen.mock.calls).toEqual([[1], [4]])
})

test('a menu opens by Shift F10, by the menu key and by a right click, which chooses the row first', async () => {
  const menu = vi.fn<(index: number) => MenuEntry[]>((index) => [{ kind: 'action', id: 'play', label: `Play row ${index}`, onSelect: () => undefined }])
  await open({ menu })
  act(() => row(0).focus())
  press('F10', { shiftKey: true })
  expect(await screen.findByText('Play row 0')).toBeTruthy()
  fireEvent.keyDown(screen.getByText('Play row 0'), { key: 'Escape' })
  act(() => row(0).focus())
  press('ContextMenu')
  fireEvent.contextMenu(row(7), { clientX: 10, clientY: 20 })
  expect(await screen.findByText('Play row 7')).toBeTruthy()
  expect(selected()).toEqual([[7, 7]])
  expect(menu.mock.calls).toEqual([[0], [0], [7]])
})

test('typing finds; a space belongs to the word once one is begun, and before that to the player', async () => {
  const onTypeAhead = vi.fn<(typed: string) => void>()
  const outside = vi.fn<(event: Event) => void>()
  document.body.addEventListener('keydown', outside)
  await open({ onTypeAhead })
  act(() => row(0).focus())
  press(' ')
  expect(outside).toHaveBeenCalledTimes(1)
  for (const key of ['S', 'o', ' ', '1']) press(key)
  document.body.removeEventListener('keydown', outside)
  expect(onTypeAhead.mock.calls).toEqual([['S'], ['So'], ['So '], ['So 1']])
  expect(outside).toHaveBeenCalledTimes(1)
})

test('a head sorts by its own direction first and then turns round, and says so', async () => {
  const onSort = vi.fn<(sort: Sort) => void>()
  const sort: Sort = { column: 'title', isDescending: false }
  await open({ sort, onSort })
  const [title, year] = screen.getAllByRole('columnheader')
  expect(title?.getAttribute('aria-sort')).toBe('ascending')
  expect(year?.hasAttribute('aria-sort')).toBe(false)
  fireEvent.click(screen.getByRole('button', { name: 'Title' }))
  fireEvent.click(screen.getByRole('button', { name: 'Year' }))
  expect(onSort.mock.calls).toEqual([[{ column: 'title', isDescending: true }], [{ column: 'year', isDescending: true }]])
})

test('columns leave when there is no room, and when they are switched off', async () => {
  installLayout({ width: 400, height: 632 })
  await open()
  expect(screen.getAllByRole('columnheader').map((head) => head.textContent)).toEqual(['Title'])
})

test('the list is found again where it was left, with its focus', async () => {
  const first = renderInApp(<Table placeKey="songs" />)
  await act(async () => undefined)
  act(() => row(0).focus())
  for (let step = 0; step < 40; step++) press('ArrowDown')
  const left = screen.getByRole('grid').scrollTop
  expect(left).toBeGreaterThan(0)
  first.unmount()
  await open({ placeKey: 'songs' })
  expect(screen.getByRole('grid').scrollTop).toBe(left)
  expect(row(40).tabIndex).toBe(0)
})

test('rows that fly past are words only, and whole again at rest', async () => {
  const drawn = vi.fn<(song: Song) => null>(() => null)
  await open({ columns: [...columns, { id: 'mark', label: 'Mark', width: '16px', cell: drawn }] })
  vi.useFakeTimers()
  const grid = screen.getByRole('grid')
  const scroll = (top: number): void => act(() => grid.scrollTo({ top }))
  scroll(3000)
  expect(drawn).toHaveBeenCalledWith(library.row(100))
  for (const top of [6000, 9000]) scroll(top)
  expect(row(300).textContent).toBe('Song 3001970')
  expect(drawn).not.toHaveBeenCalledWith(library.row(300))
  act(() => void vi.runAllTimers())
  expect(drawn).toHaveBeenCalledWith(library.row(300))
  vi.useRealTimers()
})

test('a row that is still being fetched holds its place', async () => {
  await open({ source: { ...library, row: (index) => (index === 0 ? undefined : library.row(index)) } })
  expect(row(0).textContent).toBe('')
  expect(row(1).textContent).toContain('Song 1')
})
