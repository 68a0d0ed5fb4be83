import "@tokens.css";
import "./ui/elements.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { createApi } from "./api/client";
import { App } from "./app";
import { NotStarted } from "./not-started";
import { fetchAhead } from "./screens";
import { Session } from "./session/session";
import { loadSettings } from "./session/settings";

async function start(page: HTMLElement): Promise<void> {
  fetchAhead(location.pathname);
  const root = createRoot(page);
  try {
    const session = await Session.begin(await loadSettings());
    if (session) {
      root.render(
        <StrictMode>
          <App session={session} api={createApi(session)} />
        </StrictMode>,
      );
    }
  } catch {
    root.render(<NotStarted />);
  }
}

const page = document.getElementById("standing");
if (page) {
  void start(page);
}
