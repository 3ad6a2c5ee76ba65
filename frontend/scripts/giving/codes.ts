// How cards and keys are written, for people to compare and to type. safety/credentials.py reads it.
export const SECRET_SIZE = 16
export const MARK_SIZE = 16 // bytes: 128 bits can't be guessed, and can still be printed on a card

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const fives = bits.match(/.{1,5}/g) ?? []
  return fives.map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

const lettersOf = (bytes: number) => Math.ceil((bytes * 8) / 5)

// Whether a code is as long as one must be; whether it is right, the server says.
export const isWhole = (code: string) =>
  code.replace(/[^a-z0-9]/gi, '').length === lettersOf(SECRET_SIZE) + lettersOf(MARK_SIZE)
