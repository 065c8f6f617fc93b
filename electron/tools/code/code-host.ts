import { parentChannel } from "../../side-process/parent-channel.ts";
import type { CodeJob, CodeMessage, CodeResult } from "./code-protocol.ts";
import { runWithPackages } from "./host/pyodide/run-with-packages.ts";
import { runCode } from "./host/run-code.ts";

/** Entry point of the code process: runs one program and is killed by its parent. */
const parent = parentChannel<CodeJob, CodeMessage>();

// The interpreter abandons streams, for example after gzip, and does not await their ends.
process.on("unhandledRejection", () => undefined);

parent.onRequest((job) => {
  runJob(job).then(
    (result) => parent.post({ type: "done", ...result }),
    (thrown: unknown) => parent.post({ type: "failed", message: String(thrown) }),
  );
});

function runJob(job: CodeJob): Promise<CodeResult> {
  return job.packages === null
    ? runCode(job)
    : runWithPackages(job, job.packages, () => parent.post({ type: "ready" }));
}
