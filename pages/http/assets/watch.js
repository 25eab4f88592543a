// Leads to the sign-in page once the session has ended: after idling, or signing out in another tab.
// Asking is no activity, so a page left open does not keep itself awake.
"use strict";
(() => {
  const every = 60_000;
  async function look() {
    try {
      const answer = await fetch("/gate/session", { cache: "no-store" });
      if (answer.status === 401) {
        location.assign("/login?next=" + encodeURIComponent(location.pathname + location.search));
      }
    } catch {
      // The server is away; Streamlit's own reconnecting deals with that.
    }
  }
  setInterval(look, every);
  document.addEventListener("visibilitychange", () => document.hidden || look());
})();
