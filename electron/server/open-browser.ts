import { spawn } from "node:child_process";

interface Opener {
  readonly command: string;
  readonly args: readonly string[];
}

/** What opens an address in the person's browser; null where there is no screen to show one on. */
export function browserOpener(
  url: string,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): Opener | null {
  if (platform === "darwin") return { command: "open", args: [url] };
  // Not `start`: it belongs to the command interpreter, which reads & in an address as its own.
  if (platform === "win32") return { command: "rundll32", args: ["url.dll,FileProtocolHandler", url] };
  return hasScreen(environment) ? { command: "xdg-open", args: [url] } : null;
}

function hasScreen(environment: NodeJS.ProcessEnv): boolean {
  return [environment["DISPLAY"], environment["WAYLAND_DISPLAY"]].some(Boolean);
}

/** Opens the browser if that is possible; the link is printed anyway, so nothing depends on it. */
export function openBrowser(url: string): void {
  const opener = browserOpener(url);
  if (!opener) return;
  const child = spawn(opener.command, opener.args, { detached: true, stdio: "ignore" });
  child.on("error", () => undefined);
  child.unref();
}
