// The answering form, one value a page. Without this script it is one long page that works as well.
// Every change is kept in this browser alone until the answers are sent.
const form = document.querySelector('[data-answer]')
if (form) start(form)

function start (form) {
  const key = `everyseat-draft-${form.dataset.answer}`
  const pages = [...form.querySelectorAll('[data-page]')]
  const progress = document.querySelector('[data-progress]')
  const text = progress.querySelector('[data-progress-text]')
  const bar = progress.querySelector('progress')
  const [back, next] = ['back', 'next'].map((name) => form.querySelector(`[data-${name}]`))
  const send = form.querySelector('[data-send]')

  restore(form, key)
  form.addEventListener('input', () => save(form, key))
  back.addEventListener('click', () => go(current() - 1))
  next.addEventListener('click', () => go(current() + 1))
  addEventListener('hashchange', () => show(true))
  progress.hidden = false
  bar.max = pages.length
  show(false)

  function current () {
    const page = Number(location.hash.replace('#page-', ''))
    return page >= 1 && page <= pages.length ? page : 1
  }

  function go (page) {
    location.hash = `page-${page}`
  }

  function show (focus) {
    const at = current()
    pages.forEach((page, i) => { page.hidden = i + 1 !== at })
    back.hidden = at === 1
    next.hidden = at === pages.length
    send.hidden = at !== pages.length
    bar.value = at
    text.textContent = text.dataset.progressText.replace('{page}', at).replace('{pages}', pages.length)
    if (focus) {
      const heading = pages[at - 1].querySelector('h2')
      heading.tabIndex = -1
      heading.focus({ preventScroll: true })
      scrollTo(0, 0)
    }
  }
}

function save (form, key) {
  const answers = {}
  for (const [name, value] of new FormData(form)) {
    if (name !== 'csrfmiddlewaretoken') answers[name] = value
  }
  localStorage.setItem(key, JSON.stringify(answers))
}

function restore (form, key) {
  let answers
  try {
    answers = JSON.parse(localStorage.getItem(key) || '{}')
  } catch {
    return // a draft that can't be read is no draft
  }
  for (const [name, value] of Object.entries(answers)) {
    const field = form.elements[name]
    if (field) field.value = value
  }
}
