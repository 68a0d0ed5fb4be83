/** Whether each word that was typed begins a word of the name, whatever the case and the accents. */
export function isNameOf(name: string, typed: string): boolean {
  const parts = words(name);
  return words(typed).every((word) => parts.some((part) => part.startsWith(word)));
}

function words(text: string): string[] {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean);
}
