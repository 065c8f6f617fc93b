import type { Ask } from "./llama-server.ts";

/** The server's media marker, which differs each time the server starts. */
export async function mediaMark(ask: Ask): Promise<string> {
  const image = { type: "image_url", image_url: { url: "data:image/png;base64," } };
  const { prompt } = await ask<{ prompt: string }>("apply-template", {
    messages: [{ role: "user", content: [image] }],
  });
  const [mark] = /<__media_\w+__>/.exec(prompt) ?? [];
  if (mark === undefined) {
    throw new Error("The server's media marker has an unknown form");
  }
  return mark;
}
