import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answered } from "../api/client";
import type { components } from "../api/generated/notifications";
import { useApi } from "../api/use-api";
import { useSession } from "../session/use-session";

export type Rule = components["schemas"]["RuleResponse"];
export type Template = components["schemas"]["TemplateResponse"];
export type RuleChanges = components["schemas"]["RulePatch"];

export function useRules() {
  const { notifications } = useApi();
  return useQuery({
    queryKey: ["rules"],
    queryFn: () => answered(notifications.GET("/api/notifications/v1/rules")),
  });
}

export function useTemplates() {
  const { notifications } = useApi();
  return useQuery({
    queryKey: ["templates"],
    queryFn: () => answered(notifications.GET("/api/notifications/v1/templates")),
  });
}

/** In the version that was read, so that nobody's change is lost. */
export function useChangeRule() {
  const { notifications } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ rule, changes }: { rule: Rule; changes: RuleChanges }) =>
      answered(
        notifications.PATCH("/api/notifications/v1/rules/{rule_id}", {
          params: { path: { rule_id: rule.id }, header: { "If-Match": rule.etag } },
          body: changes,
        }),
      ),
    onSettled: () =>
      Promise.all(
        ["rules", "expected-messages"].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      ),
  });
}

export function useIsManager(): boolean {
  return useSession().person.roles.includes("manager");
}
