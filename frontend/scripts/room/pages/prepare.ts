// A session that is being prepared: its page becomes the remote control once somebody who runs it too
// has started.
import { maybe } from '../../shared/page.ts'
import { follow } from '../follow.ts'
import { sayLost } from '../lost.ts'

const prepared = maybe(document, '[data-prepared]')
let isStarted = false

function becomeRemote() {
  isStarted = true
  location.reload()
}

if (prepared) follow(prepared, ({ question }) => question && !isStarted && becomeRemote(), sayLost)
