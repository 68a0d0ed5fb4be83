/** Puts the focus into a field, by the name that it has as `data-field`, within the element of this id. */
export function focusField(within: string, name: string): void {
  const field = document.querySelector(`#${within} [data-field="${name}"]`);
  field
    ?.querySelector<HTMLElement>(
      "input:not([type=hidden], [tabindex='-1']), textarea, [role=spinbutton], button:not([tabindex='-1'])",
    )
    ?.focus();
}
