/** The class names that hold, as one. */
export function looks(...classes: (string | false | null | undefined)[]): string {
  return classes.filter(Boolean).join(" ");
}
