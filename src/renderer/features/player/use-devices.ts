import { useEffect, useState } from 'react'

export type OutputDevice = { readonly id: string; readonly name: string }

async function listOutputs(): Promise<OutputDevice[]> {
  // Missing where a browser reaches the player over plain HTTP.
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  const outputs = devices.filter((device) => device.kind === 'audiooutput' && device.deviceId !== '' && device.deviceId !== 'default' && device.deviceId !== 'communications')
  return outputs.filter((device) => device.label !== '').map((device) => ({ id: device.deviceId, name: device.label }))
}

/** The outputs this window may choose from, besides the system's own choice; follows what is plugged in. */
export function useDevices(): readonly OutputDevice[] {
  const [devices, setDevices] = useState<readonly OutputDevice[]>([])
  useEffect(() => {
    let isGone = false
    async function read(): Promise<void> {
      const found = await listOutputs()
      if (!isGone) setDevices(found)
    }
    const follow = (): void => void read()
    follow()
    navigator.mediaDevices?.addEventListener('devicechange', follow)
    return () => {
      isGone = true
      navigator.mediaDevices?.removeEventListener('devicechange', follow)
    }
  }, [])
  return devices
}
