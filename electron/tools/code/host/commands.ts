import type { CommandName } from "just-bash";

/**
 * The commands of the interpreter that work on text and files in memory. Left out are those that load other
 * runtimes (SQLite, JavaScript) and those for the network.
 */
export const commands: readonly CommandName[] = [
  ...(["alias", "awk", "base64", "basename", "bash", "cat", "chmod", "clear", "column", "comm"] as const),
  ...(["cp", "cut", "date", "diff", "dirname", "du", "echo", "egrep", "env", "expand"] as const),
  ...(["expr", "false", "fgrep", "file", "find", "fold", "grep", "gunzip", "gzip", "head"] as const),
  ...(["help", "hostname", "join", "jq", "ln", "ls", "md5sum", "mkdir", "mv", "nl"] as const),
  ...(["od", "paste", "printenv", "printf", "pwd", "readlink", "rev", "rg", "rm", "rmdir"] as const),
  ...(["sed", "seq", "sh", "sha1sum", "sha256sum", "sleep", "sort", "split", "stat", "strings"] as const),
  ...(["tac", "tail", "tar", "tee", "time", "timeout", "touch", "tr", "tree", "true"] as const),
  ...(["unalias", "unexpand", "uniq", "wc", "which", "whoami", "xan", "xargs", "yq", "zcat"] as const),
];
