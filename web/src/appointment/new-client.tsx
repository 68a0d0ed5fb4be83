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
    onError: (error) => focusField("new-client", pointersOf(error)[0] ?? "name"),
  });
  useEffect(() => {
    // After the list that this was chosen from has closed, and given the focus back to where the search was.
    const timer = setTimeout(() => focusField("new-client", "email"));
    return () => clearTimeout(timer);
  }, []);
  const wrong = pointersOf(adding.error);
  const says = adding.error && wrong.length === 0 ? inWords(adding.error) : undefined;

  return (
    <fieldset className={styles.client} id="new-client" data-field="client">
      <legend>New client</legend>
      <TextField
        label="Name"
        name="name"
        value={name}
        onChange={setName}
        fault={wrong.includes("name") ? "Write the client's name." : undefined}
      />
      <TextField
        label="Called"
        name="called"
        aside="(optional)"
        hint="How messages greet them, where not by the whole name."
        value={called}
        onChange={setCalled}
        fault={wrong.includes("called") ? "This is too long." : undefined}
      />
      <div className={styles.two}>
        <TextField
          label="Email"
          name="email"
          type="email"
          value={email}
          onChange={setEmail}
          fault={wrong.includes("email") ? "This is no email address." : undefined}
        />
        <TextField
          label="Telephone"
          name="phone"
          type="tel"
          value={phone}
          onChange={setPhone}
          fault={wrong.includes("phone") ? "This is no telephone number." : undefined}
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

/** Which fields the refusal speaks of. */
function pointersOf(error: Error | null): string[] {
  if (!isProblem(error, "/problems/request-invalid")) {
    return [];
  }
  const places = error.said.errors.map(({ pointer }) => pointer.split(".").at(-1));
  return ["name", "called", "email", "phone"].filter((field) => places.includes(field));
}

function inWords(error: Error): string {
  return error instanceof ConnectionLost
    ? "Not sure whether the client was added: the connection dropped. Search for the name before you try again."
    : `The client was not added: ${error.message}`;
}
