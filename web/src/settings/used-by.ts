import { listed } from "../time/words";
import type { Rule } from "./queries";
import { triggerInWords } from "./rule-words";

/** the rules “New appointment” and “Reminder” · no rule */
export function usedBy(templateId: string, rules: readonly Rule[]): string {
  const names = [
    ...new Set(rules.filter(({ template_id }) => template_id === templateId).map(triggerInWords)),
  ];
  if (names.length === 0) {
    return "no rule";
  }
  return `the ${names.length === 1 ? "rule" : "rules"} ${listed(names.map((name) => `“${name}”`))}`;
}
