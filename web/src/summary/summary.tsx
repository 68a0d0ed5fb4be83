/** `/appointments/:id`: this session's link, and why the client did or did not get it. */
export function Summary({ appointmentId }: { appointmentId: string }) {
  return (
    <main className="sum" id={appointmentId}>
      <h1>Appointment summary</h1>
    </main>
  );
}
