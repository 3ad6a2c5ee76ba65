// A guardian's desk. The key is opened by a passphrase, lives in this page alone, and goes with it.
import { all, maybe } from '../../shared/page.ts'
import { asked } from '../desk/asking.ts'
import { makeUnread, startCase } from '../desk/case.ts'
import { addressOf, desk, hide, on, onClick, page, part, send, words } from '../desk/desk.ts'
import * as keys from '../desk/keys.ts'
import { startLeave } from '../desk/leave.ts'
import { list, startList } from '../desk/list.ts'
import { useOldKey } from '../desk/old_key.ts'
import { startShowing } from '../desk/passphrase_shown.ts'
import { showPlace, startPlaces } from '../desk/places_shown.ts'
import { publish } from '../desk/quarter.ts'
import { readAll } from '../desk/reading.ts'
import { say } from '../desk/said.ts'
import { share, startSharing } from '../desk/sharing.ts'

page.hidden = false
startShowing()
hide('unlock', !desk.key)
hide('make-key', Boolean(desk.key))
on('unlock', async (form) => {
  await keys.unlock(form)
  await showPlace()
  keys.goOnWithKeys()
  await readAll()
})
on('make-key', (form) => keys.makeKey(form, 'key'))
on('new-key', (form) => keys.makeKey(form, 'newKey'))
on('copy', keys.useKey)
part('copy-save').addEventListener('click', keys.saveCopy)
part('copy-discard').addEventListener('click', keys.discardCopy)
on('share', share)
on('old-key', useOldKey)
on('escrow', keys.escrow)
on('quarter', publish)
startList()
startCase()
startPlaces()
startSharing()
startLeave()

onClick(part('show-news'), async () => {
  await list()
  await readAll()
  await showPlace()
})

onClick(part('make-unread'), async () => {
  await makeUnread()
  history.pushState(null, '', '#cases') // it shows nothing by itself
  await showPlace()
  say({ said: words('madeUnread') })
})

maybe(page, '[data-lost-key]')?.addEventListener('click', () => keys.showLost(true))
maybe(page, '[data-not-lost]')?.addEventListener('click', () => keys.showLost(false))
maybe(page, '[data-save-key]')?.addEventListener('click', keys.saveKey)
part('made-open').addEventListener('click', () => location.reload())

for (const button of all(page, '[data-abuse]', HTMLButtonElement)) {
  const content = { feedback: button.dataset.abuse, upheld: button.value === 'yes' }
  askThenSend(button, 'sure', addressOf('abuse'), content)
}
for (const button of all(page, '[data-confirm]')) {
  const address = addressOf('confirm', { pk: button.dataset.confirm ?? '' })
  askThenSend(button, 'confirm', address, {})
}
for (const button of all(page, '[data-retire]')) {
  const address = addressOf('retire', { pk: button.dataset.retire ?? '' })
  askThenSend(button, 'retire', address, {})
}

// What can't be undone is asked first.
function askThenSend(button: HTMLElement, question: string, address: string, content: object) {
  onClick(button, async () => {
    if (!(await asked({ question: words(question), yes: button.textContent.trim() }))) return
    await send(address, content)
    location.reload()
  })
}

keys.goOnWithKeys()
