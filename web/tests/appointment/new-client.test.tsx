// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { NewClient } from "../../src/appointment/new-client";
import { json, Services, show } from "../page";

const ADD = "POST /booking/v1/clients";

function refusal(...errors: { pointer: string; detail: string }[]) {
  return () => json({ type: "/problems/request-invalid", title: "Not valid", status: 422, errors }, 422);
}

/** Of one field, what is said to be wrong with it. */
async function faultAt(label: string): Promise<string | null> {
  const field = screen.getByRole("textbox", { name: label });
  await vi.waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
  return document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent ?? null;
}

test("what is wrong with a new client's address is said where it was typed", async () => {
  const why = "An email address cannot have two periods in a row.";
  const services = new Services();
  services.answer("POST /booking/v1/clients", refusal({ pointer: "body.recipients.0.email", detail: why }));
  show(<NewClient name="Grace Whitfield" fault={undefined} onAdded={vi.fn()} onBack={vi.fn()} />);
  fireEvent.change(screen.getByRole("textbox", { name: "Email" }), {
    target: { value: "a..b@mail.example" },
  });
  fireEvent.click(screen.getByRole("button", { name: "Add client" }));
  expect(await faultAt("Email")).toBe(why);
  expect(screen.getByRole("textbox", { name: "Name" }).getAttribute("aria-invalid")).toBeNull();
});

test("a new client without a name is asked for it", async () => {
  const services = new Services();
  services.answer(
    "POST /booking/v1/clients",
    refusal({ pointer: "body.recipients.0.name", detail: "String should have at least 1 character" }),
  );
  show(<NewClient name="" fault={undefined} onAdded={vi.fn()} onBack={vi.fn()} />);
  fireEvent.click(screen.getByRole("button", { name: "Add client" }));
  expect(await faultAt("Name")).toBe("Write the client's name.");
});

test.each([
  [" Tom ", "Tom"],
  ["  ", null],
])("a client who is called %j is added so", async (typed, called) => {
  const services = new Services();
  const onAdded = vi.fn();
  services.answer(ADD, { id: "tomasz" });
  show(<NewClient name="Tomasz Zielinski" fault={undefined} onAdded={onAdded} onBack={() => undefined} />);
  fireEvent.change(screen.getByRole("textbox", { name: "Called (optional)" }), { target: { value: typed } });
  fireEvent.click(screen.getByRole("button", { name: "Add client" }));
  await waitFor(() => expect(onAdded).toHaveBeenCalledOnce());
  expect(services.to(ADD)[0]?.body).toEqual({
    recipients: [{ role: "client", name: "Tomasz Zielinski", called, email: null, phone: null }],
  });
});
