import { textConversations } from "../tests/fixtures/fidelity/conversations.ts";
import { textFidelityModels, type TextFidelityModel } from "../tests/fixtures/fidelity/models.ts";
import type { RecordedReply } from "../tests/fixtures/fidelity/recorded-replies.ts";
import { fixtureModel } from "../tests/fixtures/models.ts";
import { llamaServerPath, withLlamaServer } from "./fidelity/llama-server.ts";
import { referenceReplies } from "./fidelity/reference-reply.ts";
import { writeRecording } from "./fidelity/write-recording.ts";

/**
 * Records llama-server's replies in the fixture conversations, which the tests compare with.
 * Usage: node scripts/record-replies.ts --llama-server PATH
 */
const serverPath = llamaServerPath();
/** The server does not split batches itself: tokens that are to be evaluated together are sent together. */
const options = ["-c", "8192", "-b", "512", "-ub", "512", "-np", "1", "--ctx-checkpoints", "0"];
const mostTokens = 16;

const recorded: Record<string, Record<string, readonly RecordedReply[]>> = {};
for (const model of Object.keys(textFidelityModels) as TextFidelityModel[]) {
  const args = ["-m", await fixtureModel(model), ...options];
  recorded[model] = await withLlamaServer(serverPath, args, async (ask) => {
    const replies: Record<string, readonly RecordedReply[]> = {};
    for (const conversation of textConversations) {
      replies[conversation.name] = await referenceReplies(ask, conversation, mostTokens);
    }
    return replies;
  });
  console.log(`${model}: ${textConversations.length} conversations`);
}
await writeRecording("replies", recorded);
