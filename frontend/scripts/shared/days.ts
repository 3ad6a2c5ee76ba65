// Days as a browser's owner sees them.

// Today, where this browser is: 2026-11-26.
export const today = () => {
  const now = new Date()
  const two = (n: number) => `${n}`.padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
