// One voice a device: what is sent again under the same token replaces what was sent before.
const newToken = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')

export function fillTokens (root) {
  for (const field of root.querySelectorAll('[data-device-token]')) {
    const name = `everyseat-felt-${field.dataset.deviceToken}`
    const token = localStorage.getItem(name) || field.value || newToken()
    field.value = token
    localStorage.setItem(name, token)
  }
}
