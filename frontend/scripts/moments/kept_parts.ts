// Whether somebody has kept what they were shown: two of its parts, chosen at random, are asked for.

// Two different places, each as likely as any other, after the first few that are always the same.
export function twoPlaces(parts: number, same = 0): [number, number] {
  const places = Array.from({ length: parts - same }, (_, place) => place + same)
  const [first, second] = [draw(places), draw(places)]
  return first < second ? [first, second] : [second, first]
}

function draw(places: number[]): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1))
  const [place] = places.splice(random % places.length, 1)
  if (place === undefined) throw new Error('there are too few parts to ask for two')
  return place
}

export const agree = (typed: string, part: string) =>
  typed.trim().toLowerCase() === part.toLowerCase()
