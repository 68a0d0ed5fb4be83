// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { AppointmentsProvider } from "../../src/appointment/appointments-provider";
import { keepOwn } from "../../src/diary/ask-ahead";
import { Diary } from "../../src/diary/diary";
import { later, PRACTICE, Services, show } from "../page";

const WEEK = "?from=2027-10-18&to=2027-10-24&practitioner_id=adeyemi";

let services: Services;

beforeEach(() => {
  keepOwn(null);
  services = new Services();
  services.answer("GET /booking/v1/practice", PRACTICE);
  services.answer("GET /booking/v1/practitioners", [{ id: "adeyemi", name: "Dr. Adeyemi", own: true }]);
  services.answer("GET /booking/v1/appointment-kinds", []);
  services.answer("GET /booking/v1/diary", { appointments: [] });
});

function look(address: string): void {
  history.replaceState(null, "", address);
  show(
    <AppointmentsProvider>
      <Diary />
    </AppointmentsProvider>,
  );
}

function asked(): string[] {
  return services.to("GET /booking/v1/diary").map(({ request }) => new URL(request.url).search);
}

test("the diary that the address names is asked for before it is known whose practice this is, and once", async () => {
  const known = later(PRACTICE);
  services.answer("GET /booking/v1/practice", known.answer);
  look("/?view=week&date=2027-10-20&practitioner=adeyemi");
  await waitFor(() => expect(asked()).toContain(WEEK));
  expect(services.to("GET /booking/v1/appointment-kinds")).toHaveLength(1);
  known.come();
  const grid = await screen.findByRole("grid", { name: /Dr. Adeyemi/ });
  await waitFor(() => expect(grid.getAttribute("aria-busy")).toBe("false"));
  expect(asked().filter((days) => days === WEEK)).toHaveLength(1);
});

test("where the address names nobody, it is asked for whoever this tab belonged to before", async () => {
  keepOwn("adeyemi");
  services.answer("GET /booking/v1/practice", later(PRACTICE).answer);
  look("/?date=2027-10-20");
  await waitFor(() => expect(asked()).toContain(WEEK));
});

test("who this tab belongs to is kept for the next time, and forgotten with whom it is no more", async () => {
  look("/?view=week&date=2027-10-20");
  await screen.findByRole("grid", { name: /Dr. Adeyemi/ });
  expect(sessionStorage.getItem("standing.own-practitioner")).toBe("adeyemi");
  keepOwn(null);
  expect(sessionStorage.getItem("standing.own-practitioner")).toBeNull();
});
