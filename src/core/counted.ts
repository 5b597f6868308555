/** A number with its word, as a sentence has it: `1 reservation`, `2 reservations`. */
export function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}
