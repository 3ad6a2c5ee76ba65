// A field in which a person is chosen: typed without scripts, a combobox with them.
import accessibleAutocomplete from 'accessible-autocomplete'
import { one } from '../shared/page.ts'
import { asking, finder } from './finding.ts'

// Of whom was chosen the name is seen, not the end of the address.
function showBeginning(place: HTMLElement) {
  one(place, 'input').scrollLeft = 0
}

// Make a combobox of a field, with what stands in it; it keeps its identifier and its name.
export function choosePerson(input: HTMLInputElement) {
  const words = input.dataset
  const place = document.createElement('div')
  let nobody = words.nobody ?? ''
  const why = (text: string) => {
    nobody = text || (words.nobody ?? '')
  }
  input.replaceWith(place)
  accessibleAutocomplete({
    element: place,
    id: input.id,
    name: input.name,
    required: input.required,
    defaultValue: input.value,
    minLength: 2,
    confirmOnBlur: false,
    displayMenu: 'overlay',
    inputClasses: input.className,
    source: finder(asking(words.findPeople ?? '', why)),
    onConfirm: () => requestAnimationFrame(() => showBeginning(place)),
    tNoResults: () => nobody,
    tStatusQueryTooShort: () => words.tooShort ?? '',
    tStatusNoResults: () => nobody,
    tStatusSelectedOption: (text, length, index) => `${text} (${index + 1} / ${length})`,
    tStatusResults: (length, selected) => `${length} ${words.found ?? ''} ${selected}`,
    tAssistiveHint: () => words.hint ?? '',
  })
}
