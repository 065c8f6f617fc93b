import { writeFile } from "node:fs/promises";
import {
  recordingPath,
  type RecordedReplies,
  type Recording,
} from "../../tests/fixtures/fidelity/recorded-replies.ts";

/** Writes one line per conversation, so that a diff shows which one changed. */
export async function writeRecording(name: Recording, recorded: RecordedReplies): Promise<void> {
  const lines = Object.entries(recorded).map(([model, conversations]) => {
    const entries = Object.entries(conversations).map(
      ([conversation, replies]) => `${JSON.stringify(conversation)}:${JSON.stringify(replies)}`,
    );
    return `${JSON.stringify(model)}:{\n${entries.join(",\n")}\n}`;
  });
  await writeFile(recordingPath(name), `{\n${lines.join(",\n")}\n}\n`);
}
