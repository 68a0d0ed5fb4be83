import { shownBy } from "../time/clocks";
import { clock, wholeDay } from "../time/words";
import { Icon } from "../ui/icon";
import { kindIcon } from "../ui/kind";
import text from "../ui/text.module.css";
import type { Shown } from "./diary-types";
import styles from "./sheet.module.css";
import { eachDay } from "./view";
import { isOn, timeOn } from "./words";

/** What is shown, on paper: each day by time, with a box to tick. What is cancelled is left out. */
export function Sheet({ view, days, practice, practitioner, booked }: Shown) {
  const asOf = clock(shownBy(practice.clock, booked.asOf));
  const all = (booked.appointments ?? []).filter(
    ({ status, practitioner: { id } }) => status !== "cancelled" && !view.hidden.includes(id),
  );
  const printed = view.name === "day" ? [view.date] : eachDay(days);
  return (
    <div className={styles.sheet}>
      {printed.map((day) => {
        const own = all.filter((appointment) => isOn(appointment, day.toString()));
        return (
          (own.length > 0 || printed.length === 1) && (
            <table key={day.toString()}>
              <caption>
                {[wholeDay(day), view.name !== "day" && practitioner?.name].filter(Boolean).join(", ")}
              </caption>
              <thead>
                <tr>
                  <th scope="col">Here</th>
                  <th scope="col">Time</th>
                  <th scope="col">Client</th>
                  <th scope="col">Type</th>
                  <th scope="col">With</th>
                </tr>
              </thead>
              <tbody>
                {own.map((appointment) => (
                  <tr key={appointment.id}>
                    <td>
                      <span className={styles.box} />
                    </td>
                    <td className={text.num}>{timeOn(appointment, day.toString(), true)}</td>
                    <td>
                      <strong>{appointment.client.name}</strong>
                    </td>
                    <td>
                      <Icon name={kindIcon(appointment.kind.video)} /> {appointment.kind.name}
                    </td>
                    <td>{appointment.practitioner.name}</td>
                  </tr>
                ))}
                {own.length === 0 && (
                  <tr>
                    <td colSpan={5}>Nothing booked.</td>
                  </tr>
                )}
              </tbody>
            </table>
          )
        );
      })}
      <p>
        {practice.name}, as of {asOf}. This sheet has names on it: keep it from view, and shred it tonight.
      </p>
    </div>
  );
}
