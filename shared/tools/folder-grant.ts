import { z } from "zod";

/** A folder that the tools for files may use. */
export const folderGrantSchema = z.object({
  /** Absolute. */
  path: z.string().min(1).max(4096),
  canWrite: z.boolean(),
});

export type FolderGrant = Readonly<z.infer<typeof folderGrantSchema>>;
