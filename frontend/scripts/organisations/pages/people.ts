// Pages with a field in which a person is chosen, or several are.
import { all } from '../../shared/page.ts'
import { growing } from '../people_fields.ts'
import { choosePerson } from '../person_field.ts'

for (const list of all(document, '[data-people]')) growing(list)
for (const input of all(document, '[data-find-people]', HTMLInputElement)) choosePerson(input)
