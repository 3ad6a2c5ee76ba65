// The part of accessible-autocomplete that is used here; it has no types of its own.
declare module 'accessible-autocomplete' {
  interface Options {
    element: Element
    id: string
    name: string
    source: (query: string, populate: (texts: string[]) => void) => void
    onConfirm?: (chosen?: string) => void
    defaultValue?: string
    minLength?: number
    confirmOnBlur?: boolean
    displayMenu?: 'inline' | 'overlay'
    inputClasses?: string
    required?: boolean
    tNoResults?: () => string
    tStatusQueryTooShort?: (least: number) => string
    tStatusNoResults?: () => string
    tStatusSelectedOption?: (text: string, length: number, index: number) => string
    tStatusResults?: (length: number, selected: string) => string
    tAssistiveHint?: () => string
  }
  export default function accessibleAutocomplete(options: Options): void
}
