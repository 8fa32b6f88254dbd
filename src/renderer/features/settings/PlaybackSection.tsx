import { NumberInput, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Segmented } from '#renderer/ui/choice/Segmented.tsx'
import { replayGainModes } from '#shared/contract/settings.contract.ts'
import { SettingRow } from './SettingRow.tsx'
import styles from './Settings.module.css'
import type { SettingSectionProps } from './setting-section.ts'

export function PlaybackSection({ settings, update }: SettingSectionProps) {
  const t = useT()
  return (
    <div className={styles.rows}>
      <SettingRow name={t('settings.gapless')} text={t('settings.gaplessText')}>
        {({ labelId }) => <Switch aria-labelledby={labelId} checked={settings.isGapless} onChange={(event) => update({ isGapless: event.currentTarget.checked })} />}
      </SettingRow>
      <SettingRow name={t('settings.crossfade')}>
        {({ labelId }) => <NumberInput aria-labelledby={labelId} value={settings.crossfadeSeconds} min={0} max={12} step={1} suffix=" s" w="6rem" onChange={(value) => typeof value === 'number' && update({ crossfadeSeconds: value })} />}
      </SettingRow>
      <SettingRow name={t('settings.replayGain')} text={t('settings.replayGainText')}>
        {() => <Segmented label={t('settings.replayGain')} options={replayGainModes.map((value) => ({ value, label: t(`settings.replayGainModes.${value}`) }))} value={settings.replayGain} onChange={(replayGain) => update({ replayGain })} />}
      </SettingRow>
      <SettingRow name={t('settings.preamp')}>
        {({ labelId }) => <NumberInput aria-labelledby={labelId} value={settings.preampDb} min={-15} max={15} step={0.5} suffix=" dB" w="7rem" onChange={(value) => typeof value === 'number' && update({ preampDb: value })} />}
      </SettingRow>
      <SettingRow name={t('settings.untagged')}>
        {({ labelId }) => <NumberInput aria-labelledby={labelId} value={settings.untaggedDb} min={-15} max={15} step={0.5} suffix=" dB" w="7rem" onChange={(value) => typeof value === 'number' && update({ untaggedDb: value })} />}
      </SettingRow>
      <SettingRow name={t('settings.preventsClipping')}>
        {({ labelId }) => <Switch aria-labelledby={labelId} checked={settings.preventsClipping} onChange={(event) => update({ preventsClipping: event.currentTarget.checked })} />}
      </SettingRow>
      <SettingRow name={t('settings.decodedCap')}>
        {({ labelId }) => <NumberInput aria-labelledby={labelId} value={settings.decodedCapMb} min={50} max={1000} step={50} suffix=" MB" w="8rem" onChange={(value) => typeof value === 'number' && update({ decodedCapMb: value })} />}
      </SettingRow>
      <SettingRow name={t('settings.restoresQueue')}>
        {({ labelId }) => <Switch aria-labelledby={labelId} checked={settings.restoresQueue} onChange={(event) => update({ restoresQueue: event.currentTarget.checked })} />}
      </SettingRow>
      <SettingRow name={t('settings.keepsAwake')}>
        {({ labelId }) => <Switch aria-labelledby={labelId} checked={settings.keepsAwake} onChange={(event) => update({ keepsAwake: event.currentTarget.checked })} />}
      </SettingRow>
      <FfmpegRow settings={settings} update={update} />
    </div>
  )
}

function FfmpegRow({ settings, update }: SettingSectionProps) {
  const t = useT()
  const client = useQueryClient()
  const { data: info } = useQuery(api.system.info.queryOptions())
  const find = useMutation({ ...api.system.findFfmpeg.mutationOptions(), onSuccess: () => void client.invalidateQueries({ queryKey: api.system.info.key() }) })
  const found = info?.ffmpeg
  const text = info === undefined ? '' : found ? t('settings.ffmpegFound', { version: found.version, path: found.path }) : t('settings.ffmpegMissing')
  return (
    <SettingRow name={t('settings.ffmpeg')} text={text}>
      {() => (
        <>
          <TextInput aria-label={t('settings.ffmpegPath')} placeholder={found?.path ?? 'ffmpeg'} defaultValue={settings.ffmpegPath} w="14rem" onBlur={(event) => update({ ffmpegPath: event.currentTarget.value.trim() })} />
          <Button size="s" onClick={() => find.mutate(undefined)}>{t('settings.ffmpegAgain')}</Button>
        </>
      )}
    </SettingRow>
  )
}
