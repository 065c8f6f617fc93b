import { writeFile } from "node:fs/promises";
import { textConversations } from "../tests/fixtures/fidelity/conversations.ts";
import { recordedRepliesPath, type RecordedReply } from "../tests/fixtures/fidelity/recorded-replies.ts";
import { fixtureModel } from "../tests/fixtures/models.ts";
import { textFidelityModels, type TextFidelityModel } from "../tests/fixtures/fidelity/models.ts";
import { llamaServerPath, withLlamaServer } from "./fidelity/llama-server.ts";
import { referenceReplies } from "./fidelity/reference-reply.ts";

/**
 * Records what llama.cpp itself replies in the fixture conversations, for the tests to compare with.
 * Usage: node scripts/record-replies.ts --llama-server PATH
 */
const serverPath = llamaServerPath();
/** The server makes no batches of its own: what it is to evaluate at once is sent at once. */
const options = ["-c", "8192", "-b", "512", "-ub", "512", "-np", "1", "--ctx-checkpoints", "0"];

const mostTokens = 16;

const lines: string[] = [];
for (const model of Object.keys(textFidelityModels) as TextFidelityModel[]) {
  const args = ["-m", await fixtureModel(model), ...options];
  const conversations = await withLlamaServer(serverPath, args, async (ask) => {
    const entries: string[] = [];
    for (const conversation of textConversations) {
      const replies: readonly RecordedReply[] = await referenceReplies(ask, conversation, mostTokens);
      entries.push(`${JSON.stringify(conversation.name)}:${JSON.stringify(replies)}`);
    }
    return entries;
  });
  lines.push(`${JSON.stringify(model)}:{\n${conversations.join(",\n")}\n}`);
  console.log(`${model}: ${conversations.length} conversations`);
}
await writeFile(recordedRepliesPath, `{\n${lines.join(",\n")}\n}\n`);
