import { z } from "zod";
import { toolKeySchema } from "./chat-tools.ts";

/**
 * Whether calls of a tool are made without asking, in every chat. `allow` holds until text that the user did
 * not write comes into a chat; `allow-all` holds then too. A tool without a rule is asked about.
 */
export const toolRuleSchema = z.enum(["allow", "allow-all"]);

export type ToolRule = z.infer<typeof toolRuleSchema>;

export const toolRulesSchema = z.record(toolKeySchema, toolRuleSchema);
