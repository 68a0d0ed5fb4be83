/** Signing in failed, or nothing answers. */
export function NotStarted() {
  return (
    <main className="not-started">
      <h1>You are not signed in</h1>
      <p>Signing in did not work, or the connection dropped. Nothing was changed.</p>
      <p>
        <a className="btn primary" href="/">
          Sign in again
        </a>
      </p>
    </main>
  );
}
