// Pages with a field in which a person is chosen.
import { all } from '../../shared/page.ts'
import { choosePerson } from '../person_field.ts'

for (const input of all(document, '[data-find-people]', HTMLInputElement)) choosePerson(input)
