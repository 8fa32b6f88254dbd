import { ipcRenderer, webUtils } from 'electron'

/*
 * The only bridge into the page, and it exposes nothing: the page makes a channel and posts one end here; it is handed
 * to the main process once. Folders dropped on the window are resolved to paths here, because a page cannot.
 */

const portMessage = 'sillon:port'
let isConnected = false

window.addEventListener('message', (event) => {
  const [port] = event.ports
  if (event.source !== window || event.data !== portMessage || !port || isConnected) return
  isConnected = true
  ipcRenderer.postMessage(portMessage, null, [port])
})

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

window.addEventListener(
  'dragover',
  (event) => {
    // Without this the window takes nothing.
    if (carriesFiles(event)) event.preventDefault()
  },
  true,
)

window.addEventListener(
  'drop',
  (event) => {
    if (!carriesFiles(event)) return
    // Chromium would leave the page to show the file.
    event.preventDefault()
    const paths = [...(event.dataTransfer?.files ?? [])].map((file) => webUtils.getPathForFile(file)).filter(Boolean)
    if (paths.length > 0) ipcRenderer.send('sillon:dropped', paths)
  },
  true,
)
