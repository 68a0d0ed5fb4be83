// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { NewClient } from "../../src/appointment/new-client";
import { Services, show } from "../page";

const ADD = "POST /booking/v1/clients";

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
