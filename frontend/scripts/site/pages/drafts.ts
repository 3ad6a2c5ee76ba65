// Pages of those who sign in: their long forms are kept in this browser until they are saved. It runs
// before a page's own script looks at what stands in a form. Givers' pages don't load it.
import { keepDrafts } from '../../shared/draft_forms.ts'

keepDrafts(document)
