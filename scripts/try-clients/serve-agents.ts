import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { writeGguf } from "../gguf/gguf-writer.ts";
import { agentModels, contextOf, scriptedAgent } from "./scripted-agents.ts";

export interface AgentServer {
  /** Without `/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/** `facet serve` of this checkout with the scripted models, in a data folder of its own. */
export async function serveAgents(home: string, key: string): Promise<AgentServer> {
  await mkdir(join(home, "models"), { recursive: true });
  for (const name of agentModels) await writeGguf(join(home, "models", `${name}.gguf`), scriptedAgent(name));
  const modelSettings = Object.fromEntries(
    agentModels.map((name) => [`${name}.gguf`, { contextTokens: contextOf(name) }]),
  );
  await writeFile(join(home, "settings.json"), JSON.stringify({ modelSettings }));
  const facet = join(import.meta.dirname, "../facet.ts");
  const child = spawn(process.execPath, [facet, "serve", "--port", "0", "--api-key", key], {
    env: { ...process.env, FACET_HOME: home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  for await (const line of createInterface(child.stdout)) {
    const url = /API is running at (\S+)\/v1/.exec(line)?.[1];
    if (url === undefined) continue;
    return {
      url,
      async close() {
        child.kill("SIGINT");
        await exited;
      },
    };
  }
  throw new Error("facet serve has ended");
}
