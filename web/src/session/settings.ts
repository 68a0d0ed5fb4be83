/** What the gateway says at `/config.json`, so that one bundle serves every installation. */
export interface WebSettings {
  issuer: string;
  client_id: string;
  scope: string;
  /** The claim of the ID token that holds the roles. */
  roles_claim: string;
}

export async function loadSettings(): Promise<WebSettings> {
  const answer = await fetch("/config.json");
  if (!answer.ok) {
    throw new Error(`/config.json: ${answer.status}`);
  }
  return (await answer.json()) as WebSettings;
}
