// A form that arrived signed out, to be sent again. Its token is not valid any more once its sender has
// signed in in another tab: a new one is read from their page, or they would have to press twice.
import { field, one } from '../../shared/page.ts'

const form = one(document, 'form[data-again]', HTMLFormElement)
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const token = await newToken(form.dataset.again ?? '/').catch(() => '')
  if (token) field(form, 'csrfmiddlewaretoken').value = token
  form.submit()
})

async function newToken(address: string) {
  const page = await (await fetch(address)).text()
  const shown = new DOMParser().parseFromString(page, 'text/html')
  return one(shown, '[name=csrfmiddlewaretoken]', HTMLInputElement).value
}
