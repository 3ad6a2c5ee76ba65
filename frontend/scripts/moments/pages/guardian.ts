// A guardian's desk. The key is opened by a passphrase, lives in this page alone, and goes with it.
import { all, maybe } from '../../shared/page.ts'
import { startForms } from '../desk/case.ts'
import { addressOf, desk, hide, on, onClick, page, part, send, words } from '../desk/desk.ts'
import * as keys from '../desk/keys.ts'
import { publish } from '../desk/quarter.ts'

page.hidden = false
hide('unlock', !desk.key)
hide('make-key', Boolean(desk.key))
on('unlock', keys.unlock)
on('make-key', (form) => keys.makeKey(form, 'key'))
on('new-key', (form) => keys.makeKey(form, 'newKey'))
on('copy', keys.useKey)
part('copy-save').addEventListener('click', keys.saveCopy)
part('copy-discard').addEventListener('click', keys.discardCopy)
on('share', keys.share)
on('escrow', keys.escrow)
on('quarter', publish)
startForms()

maybe(page, '[data-lost-key]')?.addEventListener('click', () => {
  hide('unlock')
  hide('lost')
  hide('make-key', false)
})

for (const button of all(page, '[data-abuse]', HTMLButtonElement)) {
  const content = { feedback: button.dataset.abuse, upheld: button.value === 'yes' }
  askThenSend(button, 'sure', addressOf('abuse'), content)
}
for (const button of all(page, '[data-retire]')) {
  const address = addressOf('retire', { pk: button.dataset.retire ?? '' })
  askThenSend(button, 'retire', address, {})
}

// What can't be undone is asked first.
function askThenSend(button: HTMLElement, question: string, address: string, content: object) {
  onClick(button, async () => {
    if (!confirm(words(question))) return
    await send(address, content)
    location.reload()
  })
}

keys.goOnWithKeys()
