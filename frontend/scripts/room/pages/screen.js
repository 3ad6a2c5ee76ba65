// The screen of a hall: one calm picture of what everybody answered, and the same as a table.
import { follow } from '../follow.js'
import { Picture, rowsOf } from '../pictures.js'

const page = document.querySelector('[data-screen]')
const place = page.querySelector('[data-picture]')
const picture = new Picture(place)
page.querySelector('details').open = false // a picture stands for it; without scripts the table does

show(JSON.parse(document.getElementById('state').textContent))
follow(page.dataset.screen, show)

function show ({ title, question, ended }) {
  const rows = question ? rowsOf(question) : []
  page.querySelector('[data-question]').textContent = question ? question.text : title
  page.querySelector('[data-count]').textContent = ended ? page.dataset.ended : said(question)
  picture.show(question, rows)
  document.querySelector('[data-invites]').hidden = ended
  place.setAttribute('aria-label', rows.map(([text, n]) => `${text}: ${n}`).join(', '))
  page.querySelector('[data-table]').replaceChildren(...rows.map(([text, n]) => {
    const row = document.createElement('tr')
    for (const [tag, content] of [['th', text], ['td', n]]) {
      const cell = document.createElement(tag)
      cell.textContent = content
      row.append(cell)
    }
    Object.assign(row.firstChild, { scope: 'row', dir: 'auto' })
    return row
  }))
}

function said (question) {
  if (!question) return ''
  const { words, few, kept, closed, waits } = page.dataset
  const n = question.n === null ? few : words.replace('{n}', question.n)
  const parts = [question.kind === 'floor' ? '' : n, question.shown ? '' : kept, question.open ? '' : closed, question.kind === 'word' && question.n && question.tally?.length === 0 ? waits : '']
  return parts.filter(Boolean).join(' · ')
}
