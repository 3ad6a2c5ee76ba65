// A new passphrase, typed twice in a form: for a key, or for a case that is exported.
import { field } from '../../shared/page.ts'
import { desk, words } from './desk.ts'
import { wrongWith } from './passphrase.ts'
import { WrongField } from './problems.ts'

export function newPassphrase(form: HTMLFormElement): string {
  const [first, second] = [field(form, 'passphrase').value, field(form, 'again').value]
  const wrong = wrongWith(first, second, desk.passphrase)
  if (wrong) throw new WrongField(wrong === 'different' ? 'again' : 'passphrase', words(wrong))
  return first
}
