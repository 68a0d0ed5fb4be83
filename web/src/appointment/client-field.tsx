import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type Key, type ReactNode, useState } from "react";
import { ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";

import { answered } from "../api/client";
import { useApi } from "../api/use-api";
import { Button } from "../ui/button";
import fields from "../ui/fields.module.css";
import { Icon } from "../ui/icon";
import { useLater } from "../ui/later";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";
import { type Client, contactOf, emailOf } from "./client";
import styles from "./client-field.module.css";
import { isNameOf } from "./name-match";
import { NewClient } from "./new-client";

interface ClientFieldProps {
  value: Client | null;
  onChange: (client: Client | null) => void;
  /** What was typed into the search, and whether somebody new is being described. */
  onTyping: (typing: boolean) => void;
  fault: string | undefined;
}

export function ClientField({ value, onChange, onTyping, fault }: ClientFieldProps) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const [newName, setNewName] = useState<string | null>(null);
  const [wasChosen, setWasChosen] = useState(false);

  function choose(client: Client | null) {
    setNewName(null);
    setTyped("");
    setWasChosen(client !== null);
    onTyping(false);
    onChange(client);
  }

  if (value) {
    return <ChosenClient client={value} takesFocus={wasChosen} onClear={() => choose(null)} />;
  }
  if (newName !== null) {
    return (
      <NewClient
        name={newName}
        fault={fault}
        onBack={() => setNewName(null)}
        onAdded={(client) => {
          choose(client);
          void queries.invalidateQueries({ queryKey: ["clients"] });
        }}
      />
    );
  }
  return (
    <ClientSearch
      typed={typed}
      onTyped={(words) => {
        setTyped(words);
        onTyping(words !== "");
      }}
      onChosen={choose}
      onNew={setNewName}
      fault={fault}
    />
  );
}

interface ClientSearchProps {
  typed: string;
  onTyped: (words: string) => void;
  onChosen: (client: Client) => void;
  onNew: (name: string) => void;
  fault: string | undefined;
}

const NEW = "new";

function ClientSearch({ typed, onTyped, onChosen, onNew, fault }: ClientSearchProps) {
  const { booking } = useApi();
  const search = useLater(typed.trim(), 200);
  const found = useQuery({
    queryKey: ["clients", search],
    queryFn: ({ signal }) =>
      answered(booking.GET("/api/booking/v1/clients", { params: { query: { search } }, signal })),
    enabled: search !== "",
    placeholderData: (before) => before,
  });
  const name = typed.trim();
  const isAnswered = search === name && !found.isPlaceholderData;
  // What was found for the words before stays until the answer comes, but never somebody of another name than is typed.
  const clients =
    name === "" ? [] : (found.data ?? []).filter((client) => isAnswered || isNameOf(client.name, name));
  const rows: { id: string; words: string; shown: ReactNode }[] = clients.map((client) => ({
    id: client.id,
    words: client.name,
    shown: (
      <span className={styles.row}>
        <strong>{client.name}</strong>
        <span className={looks(styles.contact, text.small)}>
          {contactOf(client) || "no email, no telephone"}
        </span>
      </span>
    ),
  }));
  if (name !== "") {
    rows.push({
      id: NEW,
      words: `New client: “${name}”`,
      shown: (
        <>
          <Icon name="plus" /> New client: “{name}”
        </>
      ),
    });
  }
  const isNobody = name !== "" && isAnswered && found.isSuccess && clients.length === 0;

  function chosen(key: Key | null) {
    if (key === NEW) {
      onNew(name);
      return;
    }
    const client = clients.find(({ id }) => id === key);
    if (client) {
      onChosen(client);
    }
  }

  return (
    <ComboBox
      className={looks(fields.field)}
      data-field="client"
      items={rows}
      inputValue={typed}
      onInputChange={onTyped}
      value={null}
      onChange={chosen}
      allowsCustomValue
      allowsEmptyCollection
      isInvalid={fault !== undefined}
      validationBehavior="aria"
    >
      <Label>Client</Label>
      <div className={fields.searchBox}>
        <Icon name="user" />
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the first empty field of a dialog that was asked for */}
        <Input className={looks(fields.input)} autoFocus autoComplete="off" spellCheck="false" />
      </div>
      <FieldError className={looks(fields.fault)}>{fault}</FieldError>
      <Popover className={looks(fields.popover)} offset={4}>
        {isNobody && <p className={styles.nobody}>No client with this name.</p>}
        {found.isError && (
          <p className={styles.nobody}>Clients cannot be searched: nothing answers. Type on to try again.</p>
        )}
        <ListBox className={looks(fields.options)}>
          {(row: (typeof rows)[number]) => (
            <ListBoxItem id={row.id} textValue={row.words}>
              {row.shown}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

interface ChosenClientProps {
  client: Client;
  takesFocus: boolean;
  onClear: () => void;
}

function ChosenClient({ client, takesFocus, onClear }: ChosenClientProps) {
  const email = emailOf(client);
  return (
    <div className={fields.field} data-field="client">
      <span className={fields.label} id="chosen-client">
        Client
      </span>
      <div className={looks(fields.input, styles.chosen)} role="group" aria-labelledby="chosen-client">
        <Icon name="user" />
        <span>
          <strong>{client.name}</strong>
          <span className={looks(styles.contact, text.small)}>{contactOf(client)}</span>
        </span>
        <Button
          variant="quiet"
          icon
          slim
          aria-label="Choose another client"
          // eslint-disable-next-line jsx-a11y/no-autofocus -- the search that had the focus is gone
          autoFocus={takesFocus}
          onPress={onClear}
        >
          <Icon name="x" />
        </Button>
      </div>
      {!email && (
        <p className={looks(fields.hint, styles.warns)}>
          {client.name} has no email address, so no link can be sent.
        </p>
      )}
    </div>
  );
}
