import { setFlagsFromString } from "node:v8";
import { parentChannel } from "../../../side-process/parent-channel.ts";
import { duckDuckGoHits } from "./host/duckduckgo-hits.ts";
import { readResource } from "./host/read-resource.ts";
import type { PageRequest, PageResponse } from "./page-process.ts";

/** Entry point of the process that parses web pages. A page that needs more memory ends it. */
setFlagsFromString("--max-old-space-size=768");

const parent = parentChannel<PageRequest, PageResponse>();

parent.onRequest((request) => {
  answerTo(request).then(
    (response) => parent.post(response),
    (thrown: unknown) => parent.post({ type: "failed", message: String(thrown).slice(0, 500) }),
  );
});

async function answerTo(request: PageRequest): Promise<PageResponse> {
  switch (request.type) {
    case "page":
      return { type: "page", page: await readResource(request) };
    case "duckduckgo":
      return { type: "hits", hits: duckDuckGoHits(new TextDecoder().decode(request.bytes)) };
  }
}
