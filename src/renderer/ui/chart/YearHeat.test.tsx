import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { YearHeat } from './YearHeat.tsx'

givenWindow(1000, 400)

function heat(onPick = vi.fn<(day: number) => void>()) {
  renderInApp(<YearHeat year={2026} label="Plays on each day of 2026" today={20261119} current={undefined} levelOf={(day) => day % 5} nameOf={(day) => `day ${day}`} onPick={onPick} />)
  return onPick
}

test('every day of the year is a cell with its name; days to come cannot be chosen', () => {
  heat()
  const cells = screen.getAllByRole<HTMLButtonElement>('gridcell')
  expect(cells).toHaveLength(365)
  expect(cells.filter((cell) => cell.disabled)).toHaveLength(42)
  expect(cells.filter((cell) => cell.tabIndex === 0).map((cell) => cell.getAttribute('aria-label'))).toEqual(['day 20261119'])
})

test('arrows walk by days and weeks and stop at the ends of what was', () => {
  const onPick = heat()
  const at = (day: number) => screen.getByLabelText(`day ${day}`)
  at(20261119).focus()
  fireEvent.keyDown(at(20261119), { key: 'ArrowUp' })
  fireEvent.keyDown(at(20261118), { key: 'ArrowLeft' })
  expect(document.activeElement?.getAttribute('aria-label')).toBe('day 20261111')
  fireEvent.keyDown(at(20261111), { key: 'Home' })
  fireEvent.keyDown(at(20260101), { key: 'ArrowLeft' })
  expect(document.activeElement?.getAttribute('aria-label')).toBe('day 20260101')
  fireEvent.keyDown(at(20260101), { key: 'End' })
  expect(document.activeElement?.getAttribute('aria-label')).toBe('day 20261119')
  fireEvent.click(at(20260301))
  expect(onPick.mock.calls).toEqual([[20260301]])
})
