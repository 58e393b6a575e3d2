// Users for the benchmarks: added by the command line before the server starts, signed in through the page everybody uses.
import { execFileSync } from "node:child_process";
import { binary } from "./sandtable.mjs";

const PASSWORD = "bench-password-of-the-day";

/** Adds `count` users; `cookies()` signs each in once the server runs. */
export async function signedIn({ data, db, url, count }) {
  const env = { ...process.env, ...(db ? { DATABASE_URL: db } : {}) };
  const logins = Array.from({ length: count }, (_, at) => `bench${at}`);
  execFileSync(binary, ["migrate", "--data", data], { env, stdio: ["ignore", "ignore", "inherit"] });
  for (const [at, login] of logins.entries()) {
    const role = at === 0 ? "admin" : "member";
    execFileSync(binary, ["user", "add", login, "--name", `Bench ${at}`, "--role", role, "--password-stdin", "--data", data], {
      env,
      input: `${PASSWORD}\n`,
      stdio: ["pipe", "ignore", "inherit"],
    });
  }
  return {
    // Each user comes from an address of his own, as people do: passwords from one address are counted.
    env: { SANDTABLE_BEHIND_PROXY: "true" },
    async cookies() {
      const sessions = [];
      for (const [at, login] of logins.entries()) {
        const from = `10.0.${at >> 8}.${at & 255}`;
        const answer = await fetch(`${url}/sign-in`, {
          method: "POST",
          redirect: "manual",
          headers: { origin: url, "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": from },
          body: new URLSearchParams({ login, password: PASSWORD }),
        });
        const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
        const me = await fetch(`${url}/api/me`, { headers: { cookie } });
        if (!me.ok) throw new Error(`${login} could not sign in: ${answer.status}`);
        const { id: user, initials } = await me.json();
        sessions.push({ cookie, user, initials });
      }
      return sessions;
    },
  };
}
