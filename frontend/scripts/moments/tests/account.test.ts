import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plain } from '../content.ts'
import { messageSections, toHtml } from '../desk/account.ts'

const words = (name: string) => ({ labelWhat: 'What happened', labelFile: 'File' })[name] ?? name

test('a message is told with its day, its labels and its files', () => {
  const file = { id: '1', size: 3, name: 'ward.png' }
  const content = plain({ what: 'He shouted.', text: 'More.', files: [file] })
  assert.deepEqual(messageSections([{ by: 'The reporter', on: '1 Nov', content }], words), [
    {
      heading: 'The reporter, 1 Nov',
      lines: [
        ['What happened', 'He shouted.'],
        ['', 'More.'],
        ['File', 'ward.png'],
      ],
    },
  ])
})

test('what somebody wrote stays text in an exported file, which loads nothing', () => {
  const evil = '<script>alert(1)</script>"&'
  const sections = [{ heading: evil, lines: [[evil, evil]] as [string, string][] }]
  const html = toHtml(evil, sections, [{ name: evil, base64: 'QUJD' }], 'en')
  assert.ok(!html.includes('<script'))
  assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;'))
  assert.ok(html.includes("default-src 'none'"))
  assert.ok(html.includes('base64,QUJD'))
})
