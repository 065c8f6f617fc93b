/// <reference lib="webworker" />
import type { DocumentText } from "../../../../shared/documents/document-text.ts";
import { documentInText, packageText } from "../../../../shared/documents/extract-text.ts";
import type { DocumentJob } from "./document-protocol.ts";
import { serveJobs } from "./serve-jobs.ts";

/** Extracts the text of documents; null: the text is the document. */
serveJobs<DocumentText | null>(async (job: DocumentJob) => ({
  output:
    job.type === "package"
      ? await packageText(new Uint8Array(await job.file.arrayBuffer()))
      : documentInText(job.text, job.name),
}));
