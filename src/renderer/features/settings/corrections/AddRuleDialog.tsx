import { Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Preview } from '#renderer/features/journal/CorrectDialog.tsx'
import { usePlayChanges } from '#renderer/features/journal/use-play-changes.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import styles from '../services/Services.module.css'
import { correctionOf, emptyRule, fieldsOf, ruleKinds } from './rule-form.ts'
import type { RuleField, RuleKind } from './rule-form.ts'

/** Writes a rule by hand; what it would change is shown while one types. */
export function AddRuleDialog({ onClose }: { onClose(): void }) {
  const t = useT()
  const changes = usePlayChanges()
  const [kind, setKind] = useState<RuleKind>('rename-artist')
  const [fields, setFields] = useState(emptyRule)
  const correction = correctionOf(kind, fields)
  const label = (field: RuleField): string => (field === 'title' ? t(kind === 'hide' ? 'ledger.form.trackOptional' : 'ledger.form.track') : t(`ledger.form.${field}`))

  return (
    <Modal opened onClose={onClose} title={t('ledger.form.title')} size="36rem" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!correction) return
          onClose()
          changes.correct(correction)
        }}
      >
        <Select label={t('ledger.form.kind')} data={ruleKinds.map((value) => ({ value, label: t(`ledger.kind.${value}`) }))} value={kind} allowDeselect={false} onChange={(next) => next && setKind(next as RuleKind)} />
        {fieldsOf[kind].map((field) => {
          const Field = field === 'artists' || field === 'parts' ? Textarea : TextInput
          return (
            <Field
              key={field}
              label={label(field)}
              value={fields[field]}
              onChange={(event: { currentTarget: { value: string } }) => {
                const { value } = event.currentTarget
                setFields((before) => ({ ...before, [field]: value }))
              }}
            />
          )
        })}
        <Preview correction={correction} />
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" disabled={!correction}>{t('ledger.form.save')}</Button>
        </div>
      </form>
    </Modal>
  )
}
