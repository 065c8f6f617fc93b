import { mediaPairs } from "../tests/fixtures/fidelity/media-pairs.ts";
import type { RecordedReply } from "../tests/fixtures/fidelity/recorded-replies.ts";
import { fixtureModel, fixtureProjector } from "../tests/fixtures/models.ts";
import { llamaServerPath, withLlamaServer } from "./fidelity/llama-server.ts";
import { mediaMark } from "./fidelity/media-mark.ts";
import { referenceMediaReplies } from "./fidelity/reference-media-reply.ts";
import { writeRecording } from "./fidelity/write-recording.ts";

/**
 * Records llama-server's replies to images and audio clips, which the tests compare with.
 * Usage: node scripts/record-media-replies.ts --llama-server PATH
 */
const serverPath = llamaServerPath();
const mostTokens = 16;

const recorded: Record<string, Record<string, readonly RecordedReply[]>> = {};
for (const { name, model, projector, conversations, batchTokens } of mediaPairs) {
  const files = ["-m", await fixtureModel(model), "--mmproj", await fixtureProjector(projector)];
  const replies: Record<string, readonly RecordedReply[]> = {};
  const batches = ["-b", String(batchTokens), "-ub", String(batchTokens)];
  // Without `--image-min-tokens`, llama-server would enlarge images of fewer than 70 tokens.
  const options = ["-c", "8192", "-np", "1", "--ctx-checkpoints", "0", "--image-min-tokens", "1"];
  await withLlamaServer(serverPath, [...files, ...batches, ...options], async (ask) => {
    const mark = await mediaMark(ask);
    for (const conversation of conversations) {
      replies[conversation.name] = await referenceMediaReplies(ask, mark, conversation, mostTokens);
    }
  });
  recorded[name] = replies;
  console.log(`${name}: ${Object.values(replies).flat().length} replies`);
}
await writeRecording("media-replies", recorded);
