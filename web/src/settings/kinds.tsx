import { useKinds } from "../api/practice";
import { KindName } from "../ui/kind";
import { Title } from "./title";
import styles from "./settings.module.css";
import text from "../ui/text.module.css";

/** `/settings`: what can be booked. */
export function Kinds() {
  const kinds = useKinds();
  return (
    <>
      <Title title="Appointment types">
        What can be booked, and how long it takes. Video types get a link for each session.
      </Title>
      {kinds.isError && <p role="alert">The types cannot be shown: nothing answers.</p>}
      {kinds.data && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        <div className={styles.card} role="region" aria-label="Appointment types" tabIndex={0}>
          <table className={styles.kinds}>
            <thead>
              <tr>
                <th scope="col">Type</th>
                <th scope="col">Link</th>
                <th scope="col">Minutes</th>
                <th scope="col">Kept free before</th>
                <th scope="col">Kept free after</th>
              </tr>
            </thead>
            <tbody>
              {kinds.data.map((kind) => (
                <tr key={kind.id}>
                  <td>
                    <b>
                      <KindName name={kind.name} colour={kind.colour} video={kind.video} tagged />
                    </b>
                  </td>
                  <td>{kind.video ? "Each session has its own" : "None"}</td>
                  <td className={text.num}>{kind.duration_minutes}</td>
                  <td className={text.num}>{kind.buffer_before_minutes} min</td>
                  <td className={text.num}>{kind.buffer_after_minutes} min</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
