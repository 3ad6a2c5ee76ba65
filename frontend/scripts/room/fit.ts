// Makes a text of a screen as large as fits: its styles multiply their sizes by --fit.
const STEP = 0.05
const LEAST = 0.3

export function fit(element: HTMLElement, fits: () => boolean) {
  for (let share = 1; share >= LEAST; share -= STEP) {
    element.style.setProperty('--fit', share.toFixed(2))
    if (fits()) return
  }
}
