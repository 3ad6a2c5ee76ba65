// The remote control: how many have answered, as they do; and when there is something to look at.
import { follow } from './follow.js'

const now = document.querySelector('[data-control]')
let first

if (now) follow(now.dataset.control, show)

function show ({ question, ended }) {
  if (ended || String(question?.id) !== now.dataset.question) return location.replace(location.pathname)
  const { n, few } = now.dataset
  if (question.kind !== 'floor') {
    now.querySelector('[data-count]').textContent = question.n === null ? few : n.replace('{n}', question.n)
  }
  const seen = JSON.stringify(question.kind === 'word' || question.kind === 'floor' ? question.tally?.map((row) => row[2] && row[0]) : '')
  first ??= seen
  if (seen !== first) now.querySelector('[data-look-again]').textContent = now.dataset.new
}
