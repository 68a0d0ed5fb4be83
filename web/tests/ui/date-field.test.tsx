// @vitest-environment happy-dom
import { CalendarDate } from "@internationalized/date";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";

import { DateField } from "../../src/ui/date-field";

afterEach(cleanup);

function Field() {
  const [value, setValue] = useState<CalendarDate | null>(new CalendarDate(2027, 10, 20));
  return (
    <>
      <DateField label="Date" name="date" value={value} onChange={setValue} />
      <button type="button" onClick={() => setValue(new CalendarDate(2027, 12, 1))}>
        Another
      </button>
    </>
  );
}

function field(): HTMLInputElement {
  return screen.getByRole("textbox", { name: "Date" });
}

test("what was understood is written once the field is left, and its words stay, so that nothing moves under a click", () => {
  render(<Field />);
  expect(field().value).toBe("20/10/2027");
  fireEvent.change(field(), { target: { value: "3/1/28" } });
  expect(field().value).toBe("3/1/28");
  expect(screen.getByRole("status").textContent).toBe("Day first: Monday 3 January 2028");
  fireEvent.blur(field());
  expect(field().value).toBe("03/01/2028");
  expect(screen.getByRole("status").textContent).toBe("Day first: Monday 3 January 2028");
  fireEvent.click(screen.getByRole("button", { name: "Another" }));
  expect(field().value).toBe("01/12/2027");
  expect(screen.queryByRole("status")).toBeNull();
});

test("what is no date stays as it was typed, and says why once nobody types on", async () => {
  render(<Field />);
  fireEvent.change(field(), { target: { value: "1/31/28" } });
  expect(screen.queryByText(/There is no month 31/)).toBeNull();
  fireEvent.blur(field());
  expect(field().value).toBe("1/31/28");
  expect(await screen.findByText(/There is no month 31/)).toBeTruthy();
  expect(field().getAttribute("aria-invalid")).toBe("true");
});
