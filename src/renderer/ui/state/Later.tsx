import { type ReactNode, useEffect, useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'

export type LaterProps = {
  children: ReactNode
  /** Milliseconds of waiting that nobody minds. */
  after?: number
}

/** Shows a skeleton only when loading takes long enough to be noticed; spoken once it shows. */
export function Later({ children, after = 150 }: LaterProps) {
  const t = useT()
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), after)
    return () => clearTimeout(timer)
  }, [after])

  return (
    <div aria-busy="true">
      {isShown && (
        <>
          <span role="status" className="vh">{t('common.loading')}</span>
          {children}
        </>
      )}
    </div>
  )
}
