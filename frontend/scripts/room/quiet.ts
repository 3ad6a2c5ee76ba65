// A while in which nothing that is pressed counts, as what stands under the finger has just changed.
const UNTOUCHED = 1500

export class QuietTime {
  private until = 0
  private touched = 0

  constructor() {
    for (const name of ['pointerdown', 'keydown', 'scroll', 'touchmove']) {
      addEventListener(name, () => (this.touched = Date.now()), { capture: true, passive: true })
    }
  }

  get isNow() {
    return Date.now() < this.until
  }

  get isUntouched() {
    return Date.now() > this.touched + UNTOUCHED
  }

  // Begins it: a pointer does not reach the buttons, and their forms are not sent by keys either.
  begin(long: number) {
    this.until = Date.now() + long
    document.body.classList.add('es-quiet')
    setTimeout(() => this.isNow || document.body.classList.remove('es-quiet'), long)
  }
}
