// Bytes as text, and back.

export const utf8 = (string: string) => new TextEncoder().encode(string)

export const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

export const hex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const AT_ONCE = 32768 // arguments of a function: more than these overflow some browsers' stack

export function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    binary += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE))
  }
  return btoa(binary)
}

export const bytesOf = (string: string) =>
  Uint8Array.from(atob(string), (letter) => letter.charCodeAt(0))
