import { fork, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AppReport, AppStep } from "../../tests/fixtures/updates/updating-app.ts";

const fixtures = join(import.meta.dirname, "../../tests/fixtures/updates");
const oldAppImage = "version 1.0.0";
const newAppImage = `version 2.0.0 ${"of a placeholder ".repeat(10_000)}`;
const fileName = "Facet-2.0.0-linux-x64.AppImage";

/** A feed of static files on loopback. */
interface Feed {
  version: string;
  /** In the feed; null: that of the file. */
  sha512: string | null;
  send: (response: ServerResponse) => void;
}

let folder: string;
let feed: Feed;
let server: Server;
let requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
let child: ChildProcess;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-updates-"));
  requests = [];
  feed = {
    version: "2.0.0",
    sha512: null,
    send: (response) => response.end(newAppImage),
  };
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://feed");
    requests.push({ path: pathname, headers: request.headers });
    if (pathname === "/latest-x64-linux.yml") response.end(feedFile());
    else if (pathname === `/${fileName}`) {
      response.setHeader("Content-Length", Buffer.byteLength(newAppImage));
      feed.send(response);
    } else response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await mkdir(join(folder, "resources"));
  await writeFile(
    join(folder, "resources/app-update.yml"),
    `provider: generic\nurl: http://127.0.0.1:${port}\nchannel: latest-x64\nupdaterCacheDirName: facet-updater\n`,
  );
  await writeFile(join(folder, "Facet.AppImage"), oldAppImage, { mode: 0o755 });
});

afterEach(async () => {
  child.kill("SIGKILL");
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function feedFile(): string {
  const sha512 = feed.sha512 ?? createHash("sha512").update(newAppImage).digest("base64");
  const size = Buffer.byteLength(newAppImage);
  return `version: ${feed.version}
files:
  - url: ${fileName}
    sha512: ${sha512}
    size: ${size}
path: ${fileName}
sha512: ${sha512}
releaseDate: "2026-11-30T00:00:00.000Z"
`;
}

async function startApp(environment: Readonly<NodeJS.ProcessEnv> = {}): Promise<AppReport> {
  child = fork(join(fixtures, "updating-app.ts"), [], {
    execArgv: ["--import", join(fixtures, "register.ts")],
    env: {
      ...process.env,
      UPDATING_APP: folder,
      APPIMAGE: join(folder, "Facet.AppImage"),
      // Where electron-updater keeps what it downloads.
      XDG_CACHE_HOME: join(folder, "cache"),
      ...environment,
    },
  });
  return nextReport();
}

async function nextReport(): Promise<AppReport> {
  const [report] = (await once(child, "message")) as [AppReport];
  return report;
}

async function act(...steps: readonly AppStep[]): Promise<AppReport> {
  let report: AppReport | undefined;
  for (const step of steps) {
    const answered = nextReport();
    child.send(step);
    report = await answered;
  }
  if (report === undefined) throw new Error("There are no steps");
  return report;
}

const installed = () => readFile(join(folder, "Facet.AppImage"), "utf8");
const requestedFiles = () => requests.map(({ path }) => path).filter((path) => path.endsWith(".AppImage"));

describe.runIf(process.platform === "linux" && process.arch === "x64")(
  "electron-updater, behind its port",
  () => {
    it("downloads a newer version, and replaces the AppImage when the app is closed", async () => {
      await startApp();
      expect((await act("step")).state).toMatchObject({ type: "found", version: "2.0.0" });
      expect((await act("step")).state).toMatchObject({ type: "ready", version: "2.0.0" });
      expect(await installed()).toBe(oldAppImage);
      await act("quit");
      expect(await installed()).toBe(newAppImage);
      expect((await stat(join(folder, "Facet.AppImage"))).mode & 0o111).toBe(0o111);
      expect((await readdir(folder)).filter((name) => name.startsWith("Facet."))).toEqual(["Facet.AppImage"]);
    });

    it("starts the new version after a restart that the user wanted", async () => {
      await startApp();
      expect((await act("step", "step", "restart")).relaunchedWith).toBe(join(folder, "Facet.AppImage"));
      expect(await installed()).toBe(newAppImage);
    });

    it("stays at the same version", async () => {
      feed.version = "1.0.0";
      await startApp();
      expect((await act("step", "step")).state).toMatchObject({ type: "none" });
      expect(requestedFiles()).toEqual([]);
    });

    it("does not go back to an older version", async () => {
      feed.version = "0.9.0";
      await startApp();
      expect((await act("step", "step")).state).toMatchObject({ type: "none" });
    });

    it("changes nothing when the file is not the one that the feed promised", async () => {
      feed.sha512 = createHash("sha512").update("another file").digest("base64");
      await startApp();
      expect((await act("step", "step")).state).toEqual({ type: "failed", step: "download" });
      await act("quit");
      expect(await installed()).toBe(oldAppImage);
    });

    it("changes nothing when the download is cut off in the middle", async () => {
      feed.send = (response) => {
        response.write(newAppImage.slice(0, 50_000), () => response.destroy());
      };
      await startApp();
      expect((await act("step", "step")).state).toEqual({ type: "failed", step: "download" });
      await act("quit");
      expect(await installed()).toBe(oldAppImage);
    });

    it("neither looks nor downloads nor restarts while a reply is generated", async () => {
      await startApp();
      expect((await act("begin-reply", "step")).state).toMatchObject({ type: "none" });
      expect(requests).toEqual([]);
      await act("end-reply", "step", "begin-reply", "step");
      expect(requestedFiles()).toEqual([]);
      await act("end-reply", "step", "begin-reply");
      expect((await act("restart")).relaunchedWith).toBeNull();
      expect((await act("end-reply", "step")).relaunchedWith).not.toBeNull();
    });

    it("gives up a download when a reply begins, and repeats it afterwards", async () => {
      const begun = Promise.withResolvers<undefined>();
      feed.send = (response) => {
        response.write(newAppImage.slice(0, 50_000));
        begun.resolve(undefined);
      };
      await startApp();
      await act("step");
      const downloading = collectReports(3);
      child.send("step");
      await begun.promise;
      await act("begin-reply");
      child.send("step");
      expect((await downloading).at(-1)?.state).toMatchObject({ type: "found", isWaiting: true });
      expect(await installed()).toBe(oldAppImage);
      feed.send = (response) => response.end(newAppImage);
      expect((await act("end-reply", "step")).state).toMatchObject({ type: "ready" });
    });

    it("only tells of a new version when the app was unpacked from an archive", async () => {
      await startApp({ APPIMAGE: undefined });
      expect((await act("step", "step")).state).toMatchObject({ type: "found", version: "2.0.0" });
      expect(requestedFiles()).toEqual([]);
    });

    it("sends the feed nothing that tells one installation from another", async () => {
      await startApp();
      await act("step", "step");
      expect(requests.length).toBeGreaterThan(1);
      for (const { headers } of requests) {
        expect(headers["x-user-staging-id"]).toBe("none");
        expect(headers.cookie).toBeUndefined();
      }
    });
  },
);

/** Resolves to the states of this many reports from now on, in order of arrival. */
function collectReports(count: number): Promise<readonly AppReport[]> {
  return new Promise((resolve) => {
    const reports: AppReport[] = [];
    const collect = (report: AppReport) => {
      reports.push(report);
      if (reports.length < count) return;
      child.off("message", collect);
      resolve(reports);
    };
    child.on("message", collect);
  });
}
