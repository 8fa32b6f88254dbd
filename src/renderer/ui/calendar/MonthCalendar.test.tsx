import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { MonthCalendar } from './MonthCalendar.tsx'

givenWindow(400, 400)

function calendar() {
  const [onPick, onYear] = [vi.fn<(day: number) => void>(), vi.fn<(year: number) => void>()]
  renderInApp(<MonthCalendar value={20260131} today={20261119} levelOf={() => 0} nameOf={(day) => `day ${day}`} onPick={onPick} onYear={onYear} />)
  return { onPick, onYear }
}

const focused = () => document.activeElement?.getAttribute('aria-label')

test('page keys walk by months and years, and land on the last day of a short month', () => {
  const { onYear } = calendar()
  fireEvent.keyDown(screen.getByLabelText('day 20260131'), { key: 'PageDown' })
  expect(focused()).toBe('day 20260228')
  fireEvent.keyDown(screen.getByLabelText('day 20260228'), { key: 'PageUp', shiftKey: true })
  expect(focused()).toBe('day 20250228')
  expect(onYear.mock.calls).toEqual([[2026], [2025]])
})

test('a click or Enter chooses; days to come are shut', () => {
  const { onPick } = calendar()
  fireEvent.click(screen.getByLabelText('day 20260115'))
  expect(onPick.mock.calls).toEqual([[20260115]])
  for (let month = 0; month < 12; month++) fireEvent.click(screen.getByRole('button', { name: 'Next month' }))
  expect(screen.getByLabelText<HTMLButtonElement>('day 20261120').disabled).toBe(true)
  expect(screen.getByLabelText<HTMLButtonElement>('day 20261119').disabled).toBe(false)
})
