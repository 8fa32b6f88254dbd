import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { Segmented } from './Segmented.tsx'

function Views() {
  const [view, setView] = useState('grid')
  return <Segmented label="View" value={view} onChange={setView} options={[{ value: 'grid', label: 'Grid' }, { value: 'table', label: 'Table' }, { value: 'list', label: 'List' }]} />
}

const chosen = (): string | null => screen.getByRole('radio', { checked: true }).textContent

afterEach(cleanup)

test('it is one tab stop, and arrows choose in a circle', () => {
  render(<Views />)
  expect(screen.getAllByRole('radio').map((option) => option.tabIndex)).toEqual([0, -1, -1])
  fireEvent.keyDown(screen.getByText('Grid'), { key: 'ArrowRight' })
  expect(chosen()).toBe('Table')
  expect(document.activeElement?.textContent).toBe('Table')
  fireEvent.keyDown(screen.getByText('Table'), { key: 'End' })
  fireEvent.keyDown(screen.getByText('List'), { key: 'ArrowRight' })
  expect(chosen()).toBe('Grid')
  fireEvent.keyDown(screen.getByText('Grid'), { key: 'ArrowLeft' })
  expect(chosen()).toBe('List')
})
