import { expect, test } from 'vitest'
import { folderRows, treeStep } from './folder-rows.ts'
import type { Folder } from './folder-rows.ts'

const folder = (id: number, directories = 0): Folder => ({ id, name: `folder ${id}`, directories, files: 1 })
const inside = new Map<number | null, Folder[]>([
  [null, [folder(1, 2), folder(2)]],
  [1, [folder(3), folder(4, 1)]],
])
const rowsOf = (...open: number[]) => folderRows((id) => inside.get(id), new Set(open))

test('only what is open shows what it holds', () => {
  expect(rowsOf().map((row) => row.id)).toEqual([1, 2])
  expect(rowsOf(1).map((row) => [row.id, row.level, row.place, row.of])).toEqual([[1, 1, 1, 2], [3, 2, 1, 2], [4, 2, 2, 2], [2, 1, 2, 2]])
})

test('an open folder whose content is on its way has no lines yet', () => {
  expect(rowsOf(1, 4).map((row) => row.id)).toEqual([1, 3, 4, 2])
})

test('right opens and then enters, left closes and then leaves', () => {
  expect(treeStep(rowsOf(), 0, 'ArrowRight')).toEqual({ toggle: 1 })
  expect(treeStep(rowsOf(1), 0, 'ArrowRight')).toEqual({ goTo: 1 })
  expect(treeStep(rowsOf(1), 1, 'ArrowRight')).toBeNull()
  expect(treeStep(rowsOf(1), 2, 'ArrowLeft')).toEqual({ goTo: 0 })
  expect(treeStep(rowsOf(1), 0, 'ArrowLeft')).toEqual({ toggle: 1 })
  expect(treeStep(rowsOf(1), 3, 'ArrowDown')).toEqual({ goTo: 3 })
})
