import { spawn } from "node:child_process";

interface Opener {
  readonly command: string;
  readonly args: readonly string[];
}

/** The command that opens an address in the default browser; null when there is no display. */
export function browserOpener(
  url: string,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): Opener | null {
  if (platform === "darwin") return { command: "open", args: [url] };
  // Not `start`, which is a command of the interpreter and would interpret & in the address.
  if (platform === "win32") return { command: "rundll32", args: ["url.dll,FileProtocolHandler", url] };
  return hasScreen(environment) ? { command: "xdg-open", args: [url] } : null;
}

function hasScreen(environment: NodeJS.ProcessEnv): boolean {
  return [environment["DISPLAY"], environment["WAYLAND_DISPLAY"]].some(Boolean);
}

/** Opens the browser if possible. Failures are ignored, because the link is printed anyway. */
export function openBrowser(url: string): void {
  const opener = browserOpener(url);
  if (!opener) return;
  const child = spawn(opener.command, opener.args, { detached: true, stdio: "ignore" });
  child.on("error", () => undefined);
  child.unref();
}
