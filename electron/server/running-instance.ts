import { join } from "node:path";
import { z } from "zod";
import { readInstance } from "../home/home-lock.ts";

const answerSchema = z.object({ url: z.url({ protocol: /^http$/ }) });
const timeoutMs = 3000;

/**
 * Requests a link from the Facet that holds this data folder, with the secret stored there. Returns null when
 * it serves no browsers (the desktop app) or does not respond.
 */
export async function linkOfRunningInstance(home: string): Promise<string | null> {
  try {
    const instance = await readInstance({ instanceFile: join(home, "instance.json") });
    if (!instance?.url) return null;
    const response = await fetch(new URL("/link", instance.url), {
      method: "POST",
      headers: { authorization: `Bearer ${instance.secret ?? ""}` },
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return response.ok ? answerSchema.parse(await response.json()).url : null;
  } catch {
    return null;
  }
}
