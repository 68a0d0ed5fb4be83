import { clock, nearDay } from "../time/words";
import { nowBeside, told as shown } from "../time/clocks";
import { Icon } from "../ui/icon";
import { activityInWords } from "./activities";
import type { SummaryResponse } from "./summary-types";
import styles from "./summary.module.css";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";

/** What became of this session's link: who opened it, joined, was let in, and how it ended. */
export function LinkActivity({ summary: { activities, link } }: { summary: SummaryResponse }) {
  const told = activities.flatMap((activity) => {
    const words = activityInWords(activity, link.state === "live");
    return words ? [{ ...words, at: shown(activity.at), now: nowBeside(activity.at) }] : [];
  });
  return (
    <section className={looks(styles.card, styles.hist, styles.act)} aria-labelledby="summary-activity">
      <div className={styles.head}>
        <h2 id="summary-activity">Link activity</h2>
        <span className={text.quiet}>
          Opening a link never uses it up. It ends when the call is concluded.
        </span>
      </div>
      {told.length > 0 ? (
        <div className={styles.table}>
          <table>
            <thead>
              <tr>
                <th scope="col" className={styles.when}>
                  When
                </th>
                <th scope="col">What</th>
                <th scope="col">Who</th>
              </tr>
            </thead>
            <tbody>
              {told.map(({ icon, what, who, at, now }, index) => (
                <tr key={index}>
                  <td className={looks(styles.moment, text.num)}>
                    {nearDay(at, now)} {clock(at)}
                  </td>
                  <td>
                    <Icon name={icon} /> <b>{what}</b>
                  </td>
                  <td className={text.quiet}>{who}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p className={looks(styles.notice, styles.none)}>Nobody has opened this session's link yet.</p>
      )}
    </section>
  );
}
