import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { answered } from "../api/client";
import { ConnectionLost, isProblem } from "../api/problem";
import { useApi } from "../api/use-api";
import { Button } from "../ui/button";
import { TextField } from "../ui/fields";
import fields from "../ui/fields.module.css";
import { focusField } from "../ui/focus-field";
import type { Client } from "./client";
import styles from "./new-client.module.css";

const FIELDS = ["name", "called", "email", "phone"] as const;
type Field = (typeof FIELDS)[number];

interface NewClientProps {
  /** As it was typed into the search. */
  name: string;
  fault: string | undefined;
  onAdded: (client: Client) => void;
  onBack: () => void;
}

export function NewClient({ name: typed, fault, onAdded, onBack }: NewClientProps) {
  const { booking } = useApi();
  const [name, setName] = useState(typed);
  const [called, setCalled] = useState("");
  const [email, setEmail] = useState("");
  const [phone, setPhone] = useState("");
  const adding = useMutation({
    mutationFn: () =>
      answered(
        booking.POST("/api/booking/v1/clients", {
          body: {
            recipients: [
              {
                role: "client",
                name: name.trim(),
                called: called.trim() || null,
                email: email.trim() || null,
                phone: phone.trim() || null,
              },
            ],
          },
        }),
      ),
    onSuccess: onAdded,
    onError: (error) => focusField("new-client", Object.keys(faultsOf(error))[0] ?? "name"),
  });
  useEffect(() => {
    // After the list that this was chosen from has closed, and given the focus back to where the search was.
    const timer = setTimeout(() => focusField("new-client", "email"));
    return () => clearTimeout(timer);
  }, []);
  const wrong = faultsOf(adding.error);
  const says = adding.error && Object.keys(wrong).length === 0 ? inWords(adding.error) : undefined;

  return (
    <fieldset className={styles.client} id="new-client" data-field="client">
      <legend>New client</legend>
      <TextField
        label="Name"
        name="name"
        value={name}
        onChange={setName}
        fault={name.trim() ? wrong.name : wrong.name && "Write the client's name."}
      />
      <TextField
        label="Called"
        name="called"
        aside="(optional)"
        hint="How messages greet them, where not by the whole name."
        value={called}
        onChange={setCalled}
        fault={wrong.called}
      />
      <div className={styles.two}>
        <TextField
          label="Email"
          name="email"
          type="email"
          value={email}
          onChange={setEmail}
          fault={wrong.email}
        />
        <TextField
          label="Telephone"
          name="phone"
          type="tel"
          value={phone}
          onChange={setPhone}
          fault={wrong.phone}
        />
      </div>
      {!email.trim() && <p className={styles.hint}>Without an email address no link can be sent.</p>}
      {(says ?? fault) && <p className={fields.fault}>{says ?? fault}</p>}
      <div className={styles.answers}>
        <Button variant="primary" slim isPending={adding.isPending} onPress={() => adding.mutate()}>
          Add client
        </Button>
        <Button variant="quiet" slim onPress={onBack}>
          Back to the search
        </Button>
      </div>
    </fieldset>
  );
}

/** What the refusal says of each field, the first of them first. */
function faultsOf(error: Error | null): Partial<Record<Field, string>> {
  if (!isProblem(error, "/problems/request-invalid")) {
    return {};
  }
  const said = error.said.errors.map(({ pointer, detail }) => [pointer.split(".").at(-1), detail] as const);
  return Object.fromEntries(
    FIELDS.flatMap((field) => said.filter(([place]) => place === field).slice(0, 1)),
  ) as Partial<Record<Field, string>>;
}

function inWords(error: Error): string {
  return error instanceof ConnectionLost
    ? "Not sure whether the client was added: the connection dropped. Search for the name before you try again."
    : `The client was not added: ${error.message}`;
}
