// One voice a device: what is sent again under the same token replaces what was sent before.
import { base64 } from '../shared/bytes.ts'
import { all } from '../shared/page.ts'
import { inBrowser } from '../shared/stores.ts'

export const newToken = () =>
  base64(crypto.getRandomValues(new Uint8Array(16)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')

export function fillTokens(root: ParentNode) {
  for (const field of all(root, '[data-device-token]', HTMLInputElement)) {
    const name = `everyseat-felt-${field.dataset.deviceToken}`
    const token = inBrowser.get(name) || field.value || newToken()
    field.value = token
    inBrowser.set(name, token)
  }
}
