import { z } from "zod";
import { isDeviceName } from "../device-name.ts";

/** Schemas that the routes of several features use. */
export const conversationId = z.string().max(64);
export const messageId = z.string().max(64);
export const modelId = z.string().max(4096);

/** The value of a header: printable ASCII. */
export const secret = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/);

/** `owner/name`, with the characters the hub allows. */
export const hubRepository = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9_][\w.-]{0,95}$/)
  // Each part becomes a folder.
  .refine((repo) => !repo.split("/").some((part) => isDeviceName(part) || part.endsWith(".")));
export const hubRevision = z.string().regex(/^[A-Za-z0-9][\w.-]{0,99}$/);
/** The files of one model in a repository. */
export const hubPaths = z.array(z.string().max(400)).min(1).max(200);
