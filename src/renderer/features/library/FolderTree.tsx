import { IconChevronRight, IconFolder, IconFolderOpen } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, MouseEvent } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { useRootFontSize } from '#renderer/ui/list/use-root-font-size.ts'
import { useWindowedRows } from '#renderer/ui/list/use-windowed-rows.ts'
import { ContextMenu } from '#renderer/ui/menu/ContextMenu.tsx'
import type { MenuPoint } from '#renderer/ui/menu/ContextMenu.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { TreeSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import { folderRows, treeStep } from './folder-rows.ts'
import type { FolderRow } from './folder-rows.ts'
import styles from './FolderTree.module.css'
import { useFolderMenu } from './use-folder-menu.tsx'

export type FolderTreeProps = {
  chosenId: number | undefined
  /** The chosen folder's own folders, outermost first: they are opened. */
  path: readonly { id: number }[]
  onChoose(id: number): void
}

const rowHeight = 30
const ignoreRange = (): void => undefined
/** Which folders are open, for as long as the window lives. */
let lastOpen: ReadonlySet<number> = new Set()

const inside = (id: number | null) => ({ ...api.library.browse.queryOptions({ input: { ...(id !== null && { directoryId: id }), offset: 0, limit: 1 } }), retry: false })

/** The folders of the library, each level asked for when it is opened. */
export function FolderTree(props: FolderTreeProps) {
  const { data, error } = useQuery(inside(null))
  if (data) return <Tree {...props} />
  return error ? null : <Later><TreeSkeleton /></Later>
}

function Tree({ chosenId, path, onChoose }: FolderTreeProps) {
  const t = useT()
  const format = useFormat()
  const prefix = useId()
  const menuOf = useFolderMenu()
  const scroller = useRef<HTMLDivElement>(null)
  const height = Math.round((rowHeight * useRootFontSize()) / 16)
  const [open, setOpen] = useState(lastOpen)
  const [activeId, setActiveId] = useState<number | undefined>(chosenId)
  const [menu, setMenu] = useState<{ at: MenuPoint; id: number }>()
  useEffect(() => {
    lastOpen = open
  }, [open])

  // Coming to a folder from elsewhere opens the way to it once, and a library folder itself; closing it again stands.
  const way = (path.length === 1 ? path : path.slice(0, -1)).map((step) => step.id)
  const wayKey = way.join(' ')
  const [openedWay, setOpenedWay] = useState('')
  if (wayKey !== openedWay) {
    setOpenedWay(wayKey)
    setOpen(new Set([...open, ...way]))
  }

  const parents = [null, ...open]
  const levels = useQueries({ queries: parents.map(inside) })
  const known = new Map(parents.map((id, at) => [id, levels[at]?.data?.directories]))
  const rows = folderRows((id) => known.get(id), open)
  const active = Math.max(0, rows.findIndex((row) => row.id === (activeId ?? chosenId)))
  const lines = useWindowedRows({ scroller, total: rows.length, lanes: 1, height, keep: active, initialOffset: 0, onRange: ignoreRange })

  // The chosen folder is brought in sight once; scrolling away from it stands.
  const chosenAt = rows.findIndex((row) => row.id === chosenId)
  const shown = useRef<number>(undefined)
  useEffect(() => {
    if (chosenAt < 0 || shown.current === chosenId) return
    shown.current = chosenId
    lines.scrollTo(chosenAt, 'nearest')
  })

  function toggle(id: number): void {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[active]
    const step = treeStep(rows, active, event.key)
    if (row && event.key === 'Enter') onChoose(row.id)
    else if (!step) return
    else if ('toggle' in step) toggle(step.toggle)
    else {
      setActiveId(rows[step.goTo]?.id)
      lines.scrollTo(step.goTo, 'nearest')
    }
    event.preventDefault()
  }

  function lineOf(event: MouseEvent): HTMLElement | null {
    return event.target instanceof Element ? event.target.closest<HTMLElement>('[role=treeitem]') : null
  }

  function onClick(event: MouseEvent): void {
    const row = rows[Number(lineOf(event)?.dataset.index)]
    if (!row) return
    const isChevron = event.target instanceof Element && event.target.closest('[data-chevron]') !== null
    setActiveId(row.id)
    if (row.directories > 0 && (isChevron || !row.isOpen || row.id === chosenId)) toggle(row.id)
    if (!isChevron || row.directories === 0) onChoose(row.id)
  }

  function onContextMenu(event: MouseEvent): void {
    const line = lineOf(event)
    const row = rows[line ? Number(line.dataset.index) : active]
    if (!row) return
    event.preventDefault()
    const box = (line ?? scroller.current?.querySelector(`[data-index="${active}"]`))?.getBoundingClientRect()
    setActiveId(row.id)
    setMenu({ id: row.id, at: event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : { x: (box?.left ?? 0) + 24, y: box?.bottom ?? 0 } })
  }

  const drawn = (row: FolderRow, index: number) => (
    <div
      key={row.id}
      id={`${prefix}-${row.id}`}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-selected={row.id === chosenId}
      aria-expanded={row.directories > 0 ? row.isOpen : undefined}
      data-index={index}
      data-active={index === active || undefined}
      className={styles.row}
      style={{ top: lines.top(index), height, paddingInlineStart: `${(row.level - 1) * 0.875}rem` }}
    >
      <span className={styles.chevron} data-chevron data-open={row.isOpen || undefined}>{row.directories > 0 && <Icon of={IconChevronRight} size="s" />}</span>
      <Icon of={row.isOpen ? IconFolderOpen : IconFolder} size="s" />
      <span className="clip" title={row.name}>{row.name}</span>
      <span className={`${styles.count} num`} aria-hidden>{format.number(row.files)}</span>
      <span className="vh">{t('common.tracks', { count: row.files })}</span>
    </div>
  )

  return (
    <>
      <div
        ref={scroller}
        role="tree"
        tabIndex={0}
        aria-label={t('library.views.folders')}
        aria-activedescendant={rows[active] && `${prefix}-${rows[active].id}`}
        className={styles.tree}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        <div role="presentation" className={styles.body} style={{ height: lines.height }}>
          {lines.indexes.map((index) => rows[index] && drawn(rows[index], index))}
        </div>
      </div>
      <ContextMenu at={menu?.at} entries={menu ? menuOf(menu.id) : []} onClose={() => setMenu(undefined)} />
    </>
  )
}
