import { ErrorResponse, type User, UserManager, WebStorageStateStore } from "oidc-client-ts";

import type { WebSettings } from "./settings";

export type Role = "receptionist" | "clinician" | "manager";

export interface Person {
  subject: string;
  name: string;
  roles: Role[];
}

const CALLBACK = "/auth/callback";

/**
 * Who is signed in, by OIDC with code and PKCE. The tokens live as long as this tab.
 *
 * While the page is open nobody is sent away from it: when the session cannot be renewed, `isSignedOut` becomes true,
 * and `signInAgain` opens a window beside the page, which keeps what was typed.
 */
export class Session {
  readonly person: Person;
  isSignedOut = false;

  readonly #manager: UserManager;
  #user: User;
  #renewal: Promise<boolean> | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #renewed = new Set<(accessToken: string) => void>();

  private constructor(manager: UserManager, user: User, settings: WebSettings) {
    this.#manager = manager;
    this.#user = user;
    const roles = user.profile[settings.roles_claim];
    this.person = {
      subject: user.profile.sub,
      name: user.profile.name ?? user.profile.sub,
      roles: Array.isArray(roles) ? (roles as Role[]) : [],
    };
    manager.events.addUserLoaded((renewed) => {
      this.#user = renewed;
      for (const listener of this.#renewed) {
        listener(renewed.access_token);
      }
    });
    manager.events.addSilentRenewError((error) => {
      this.#noteRefusal(error);
    });
  }

  /** null while the browser is on its way to the sign-in page, or where this is the window of `signInAgain`. */
  static async begin(settings: WebSettings): Promise<Session | null> {
    const manager = new UserManager({
      authority: settings.issuer,
      client_id: settings.client_id,
      scope: settings.scope,
      redirect_uri: `${location.origin}${CALLBACK}`,
      post_logout_redirect_uri: `${location.origin}/`,
      userStore: new WebStorageStateStore({ store: sessionStorage }),
      automaticSilentRenew: true,
      // Else a leftover of ours in the browser would keep somebody signed in whom the provider has signed out.
      validateSubOnSilentRenew: true,
    });
    if (location.pathname === CALLBACK) {
      const user = await manager.signinCallback();
      if (!user) {
        return null;
      }
      history.replaceState(null, "", returnAddress(user.state));
      return new Session(manager, user, settings);
    }
    const kept = await manager.getUser();
    if (kept && kept.expired !== true) {
      return new Session(manager, kept, settings);
    }
    await manager.signinRedirect({ state: `${location.pathname}${location.search}` });
    return null;
  }

  get accessToken(): string {
    return this.#user.access_token;
  }

  /** Whether there is a new access token. Several callers share one attempt. */
  renew(): Promise<boolean> {
    this.#renewal ??= this.#renewOnce().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  /** In a window of its own. Whoever signs in as somebody else starts anew: what was typed is not theirs. */
  async signInAgain(): Promise<void> {
    const user = await this.#manager.signinPopup();
    if (user.profile.sub !== this.person.subject) {
      location.assign("/");
      return;
    }
    this.#user = user;
    this.#setSignedOut(false);
  }

  async signOut(): Promise<void> {
    await this.#manager.signoutRedirect();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Each time that there is a newer access token. Answers what ends it. */
  onRenewed(listener: (accessToken: string) => void): () => void {
    this.#renewed.add(listener);
    return () => this.#renewed.delete(listener);
  }

  async #renewOnce(): Promise<boolean> {
    try {
      const user = await this.#manager.signinSilent();
      if (user) {
        this.#user = user;
        return true;
      }
      this.#setSignedOut(true);
    } catch (error) {
      this.#noteRefusal(error);
    }
    return false;
  }

  /** A provider that cannot be reached has refused nothing: the next call tries again. */
  #noteRefusal(error: unknown): void {
    if (error instanceof ErrorResponse) {
      this.#setSignedOut(true);
    }
  }

  #setSignedOut(signedOut: boolean): void {
    this.isSignedOut = signedOut;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

/** Only within this site, whatever the state says. */
function returnAddress(state: unknown): string {
  return typeof state === "string" && /^\/(?!\/)/.test(state) ? state : "/";
}
