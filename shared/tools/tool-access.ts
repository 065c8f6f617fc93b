/**
 * What a call of a tool can do, from harmless to not. It decides whether the user has to allow the call:
 *
 * - `computes`: nothing but an answer from the arguments (or the clock). Never asked about.
 * - `reads`: it reads what the user granted. Asked about once untrusted text is in the chat.
 * - `writes`: it changes files or data.
 * - `runs`: it runs code or commands.
 * - `sends`: it sends something to another computer, which includes fetching an address.
 *
 * The last three are asked about unless the user has allowed them.
 */
export type ToolAccess = "computes" | "reads" | "writes" | "runs" | "sends";

/**
 * `untrusted-text`: although it sends something, a tool is asked about only once text that the user did not
 * write is in the chat, as one that reads: until then, only the user's own words can be sent.
 */
export type AsksFrom = "untrusted-text";
