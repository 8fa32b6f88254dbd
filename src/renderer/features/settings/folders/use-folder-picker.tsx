import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { api, rpc } from '#renderer/rpc.ts'
import { FolderDialog } from './FolderDialog.tsx'

/** The system's folder dialog where there is one, else a dialog of our own over the core's folders. */
export function useFolderPicker(title: string, onPicked: (path: string) => void): { pick(): void; dialog: ReactNode } {
  const { data: info } = useQuery(api.system.info.queryOptions())
  const [isOpen, setOpen] = useState(false)

  async function askSystem(): Promise<void> {
    const { path } = await rpc.system.pickFolder({ title })
    if (path !== null) onPicked(path)
  }

  return {
    pick: () => {
      if (info?.canPickFolder) void askSystem()
      else setOpen(true)
    },
    dialog: isOpen && (
      <FolderDialog
        title={title}
        onClose={() => setOpen(false)}
        onPicked={(path) => {
          setOpen(false)
          onPicked(path)
        }}
      />
    ),
  }
}
