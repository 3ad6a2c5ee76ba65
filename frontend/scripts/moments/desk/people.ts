// Whom a guardian passes something on to, typed as their name, or their name and team.

export type Person = [pk: string, name: string, team: string]

// The one person who is meant; nobody where there is none, or more than one.
export function personMeant(people: Person[], typed: string): Person | null {
  const wanted = typed.trim().toLowerCase()
  const [person, other] = people.filter(([, name, team]) =>
    [name, `${name}, ${team}`].some((text) => text.toLowerCase() === wanted),
  )
  return person && !other ? person : null
}
