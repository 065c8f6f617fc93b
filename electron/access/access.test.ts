import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openLog } from "../home/log.ts";
import { Access, type SignIn } from "./access.ts";
import { hasMediaKey, hasPageKey, type SessionSecrets, type Visitor } from "./sessions.ts";

const here: Visitor = { browser: "Firefox", system: "Linux", address: "127.0.0.1", isThisComputer: true };
const phone: Visitor = { browser: "Safari", system: "iPhone", address: "10.0.0.9", isThisComputer: false };
const password = "correct horse";

let folder: string;
let file: string;
let access: Access;

const open = () => Access.open({ file, log: openLog(folder), onChange: () => undefined });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-access-"));
  file = join(folder, "access.json");
  access = await open();
});
afterEach(async () => {
  await access.dispose();
  await rm(folder, { recursive: true, force: true });
});

function secretsOf(signIn: SignIn): SessionSecrets {
  if (signIn.type !== "signed-in") throw new Error(`not signed in: ${signIn.type}`);
  return signIn.secrets;
}

async function restart(): Promise<void> {
  await access.dispose();
  access = await open();
}

describe("the password", () => {
  it("signs in, and no other does, nor any before one is set", async () => {
    expect(await access.signInByPassword("", phone)).toEqual({ type: "wrong-password" });
    await access.setPassword(password);
    expect(await access.signInByPassword("Correct horse", phone)).toEqual({ type: "wrong-password" });
    expect((await access.signInByPassword(password, phone)).type).toBe("signed-in");
  });

  it("is the same however a keyboard composes its letters", async () => {
    await access.setPassword("caf\u00e9 in Z\u00fcrich");
    expect((await access.signInByPassword("cafe\u0301 in Zu\u0308rich", phone)).type).toBe("signed-in");
  });

  it("is stored as a salted scrypt hash in a file that only its owner can read", async () => {
    await access.setPassword(password);
    const stored = JSON.parse(await readFile(file, "utf8")) as { password: { salt: string; hash: string } };
    expect(JSON.stringify(stored)).not.toContain(password);
    expect(Buffer.from(stored.password.salt, "base64url")).toHaveLength(16);
    if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
    await restart();
    expect((await access.signInByPassword(password, phone)).type).toBe("signed-in");
  });

  it("signs out all other devices when it changes, but not when the same one is set again", async () => {
    await access.setPassword(password);
    const { cookie } = secretsOf(await access.signInByPassword(password, phone));
    const local = secretsOf(access.signInByLink(access.links.mint(), here));
    await access.setPassword(password);
    expect(access.sessions.find(cookie)).not.toBeNull();
    const ended = vi.fn();
    access.onEnded(ended);
    await access.setPassword("another one");
    expect(access.sessions.find(cookie)).toBeNull();
    expect(access.sessions.find(local.cookie)).not.toBeNull();
    expect(ended).toHaveBeenCalledWith([expect.any(String)]);
  });

  it("is not even checked for an address that failed too often", async () => {
    await access.setPassword(password);
    for (let failure = 0; failure < 5; failure += 1) await access.signInByPassword("guess", phone);
    expect(await access.signInByPassword(password, phone)).toMatchObject({
      type: "too-many-attempts",
      retryAfterS: 30,
    });
    // Neither another device nor a link is affected.
    expect((await access.signInByPassword(password, { ...phone, address: "10.0.0.8" })).type).toBe(
      "signed-in",
    );
    expect(access.signInByLink(access.links.mint(), phone).type).toBe("signed-in");
  });

  it("is checked for a few visitors at a time, which bounds the memory", async () => {
    await access.setPassword(password);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        access.signInByPassword("guess", { ...phone, address: `10.0.1.${index}` }),
      ),
    );
    expect(answers.filter(({ type }) => type === "wrong-password")).toHaveLength(4);
    expect(answers.filter(({ type }) => type === "too-many-attempts")).toHaveLength(8);
    expect((await access.signInByPassword(password, phone)).type).toBe("signed-in");
  });
});

describe("a session", () => {
  it("of another device outlives the process, and one of this computer does not", async () => {
    const away = secretsOf(access.signInByLink(access.links.mint(), phone));
    const local = secretsOf(access.signInByLink(access.links.mint(), here));
    await restart();
    const session = access.sessions.find(away.cookie);
    expect(session && hasPageKey(session, away.pageKey)).toBe(true);
    expect(session && hasMediaKey(session, away.mediaKey)).toBe(true);
    expect(session && hasPageKey(session, away.mediaKey)).toBe(false);
    expect(access.sessions.find(local.cookie)).toBeNull();
  });

  it("is stored without any secret that signs in", async () => {
    const secrets = secretsOf(access.signInByLink(access.links.mint(), phone));
    await restart();
    const stored = await readFile(file, "utf8");
    expect(stored).toContain(secrets.deviceId);
    for (const secret of [secrets.cookie, secrets.pageKey, secrets.mediaKey])
      expect(stored).not.toContain(secret);
  });

  it("ends when its device is signed out, also after a restart", async () => {
    const { cookie, deviceId } = secretsOf(access.signInByLink(access.links.mint(), phone));
    const other = secretsOf(access.signInByLink(access.links.mint(), phone));
    await access.signOut(deviceId);
    expect(access.sessions.find(cookie)).toBeNull();
    await restart();
    expect(access.sessions.find(cookie)).toBeNull();
    expect(access.state.devices.map(({ id }) => id)).toEqual([other.deviceId]);
  });

  it("ends after two months without use", async () => {
    const { cookie } = secretsOf(access.signInByLink(access.links.mint(), phone));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61 * 24 * 3_600_000 });
    await restart();
    vi.useRealTimers();
    expect(access.sessions.find(cookie)).toBeNull();
  });

  it("is found neither by a key nor by nothing", () => {
    const { pageKey, mediaKey } = secretsOf(access.signInByLink(access.links.mint(), phone));
    for (const cookie of [pageKey, mediaKey, "", undefined]) expect(access.sessions.find(cookie)).toBeNull();
  });

  it("is pushed out only by more than 255 others, the least recently used first", () => {
    const first = secretsOf(access.signInByLink(access.links.mint(), here));
    for (let count = 0; count < 255; count += 1) access.signInByLink(access.links.mint(), here);
    expect(access.sessions.find(first.cookie)).not.toBeNull();
    access.signInByLink(access.links.mint(), here);
    expect(access.sessions.find(first.cookie)).toBeNull();
  });
});

describe("the network", () => {
  it("is not opened before a password is set", async () => {
    const network = { state: () => ({ type: "closed" }) as const, open: vi.fn(), close: vi.fn() };
    access.attach(network);
    await expect(access.setNetwork(true)).rejects.toMatchObject({ code: "password-needed" });
    expect(network.open).not.toHaveBeenCalled();
    await access.setPassword(password);
    await access.setNetwork(true);
    expect(network.open).toHaveBeenCalledOnce();
    expect(access.isMeantToBeOpen).toBe(true);
    await access.setNetwork(false);
    expect(network.close).toHaveBeenCalledOnce();
    await restart();
    expect(access.isMeantToBeOpen).toBe(false);
  });
});

describe("a damaged file", () => {
  it.each(["{", "[]", JSON.stringify({ password: { hash: "x" }, isOpen: true, sessions: [] })])(
    "is kept under another name, and nobody is signed in: %s",
    async (text) => {
      await writeFile(file, text);
      access = await open();
      expect(access.hasPassword).toBe(false);
      expect(access.isMeantToBeOpen).toBe(false);
      const [aside = ""] = (await readdir(folder)).filter((name) => name.includes("damaged"));
      expect(await readFile(join(folder, aside), "utf8")).toBe(text);
    },
  );
});
