/** `/settings`: types of appointment, rules, templates. */
export function Settings() {
  return (
    <main className="set">
      <h1>Settings</h1>
    </main>
  );
}
