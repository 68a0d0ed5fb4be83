/** `/`: what is booked, by day, week and month. */
export function Diary() {
  return (
    <main className="diary">
      <h1>Diary</h1>
    </main>
  );
}
