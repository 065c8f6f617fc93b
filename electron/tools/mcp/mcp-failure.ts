import {
  InsufficientScopeError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  UnauthorizedError,
} from "@modelcontextprotocol/client";
import { AppError } from "../../../shared/ipc/result.ts";

/** A server sends what no server may: too much at once, too large a message, or something else than messages. */
export class McpMisbehaviour extends Error {
  readonly problem: "flood" | "too-large" | "no-protocol";

  constructor(problem: McpMisbehaviour["problem"]) {
    super(
      {
        flood: "The server sent far too many messages",
        "too-large": "The server sent a message that is far too large",
        "no-protocol": "The server wrote something else than messages of the protocol",
      }[problem],
    );
    this.name = "McpMisbehaviour";
    this.problem = problem;
  }
}

/** Why a connection could not be made; as `mcp-not-started` has it. */
export function startFailure(name: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { reason, ...facts } = startReason(thrown);
  return new AppError("mcp-not-started", `The MCP server ${name} can't be used: ${detailOf(thrown)}`, {
    name,
    reason,
    ...facts,
  });
}

function startReason(thrown: unknown): {
  readonly reason: string;
  readonly status?: number;
  readonly detail?: string;
} {
  if (thrown instanceof McpMisbehaviour) return { reason: "misbehaved" };
  if (isUnauthorized(thrown)) return { reason: "sign-in" };
  if (thrown instanceof SdkHttpError) {
    const { status } = thrown;
    return status === 403 ? { reason: "refused", status } : { reason: "http", status };
  }
  if (thrown instanceof SdkError && thrown.code === SdkErrorCode.RequestTimeout) return { reason: "timeout" };
  if (isTimeout(thrown)) return { reason: "timeout" };
  if (isUnreachable(thrown)) return { reason: "offline" };
  return { reason: "other", detail: detailOf(thrown) };
}

/** What the model is told where a call failed; the user sees the sentence of the code. */
export function callFailure(name: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const reason =
    thrown instanceof McpMisbehaviour
      ? "misbehaved"
      : isTimeout(thrown)
        ? "timeout"
        : isClosed(thrown)
          ? "ended"
          : "other";
  const detail = detailOf(thrown);
  return new AppError("mcp-call-failed", `${name}: ${detail}`, { name, reason, detail });
}

/** The session is over: the server was restarted, or forgot it. The call was not made. */
export function isUnknownSession(thrown: unknown): boolean {
  if (!(thrown instanceof SdkHttpError)) return false;
  // The protocol says 404. Many servers, the official one among them, say this instead.
  return thrown.status === 404 || (thrown.status === 400 && /session/i.test(thrown.message));
}

/** The server wants to know who asks, or the sign-in does not include what was asked for. */
export function isUnauthorized(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof UnauthorizedError || error instanceof InsufficientScopeError) return true;
    if (error instanceof SdkHttpError && error.status === 401) return true;
  }
  return false;
}

function isClosed(thrown: unknown): boolean {
  return (
    thrown instanceof SdkError &&
    (thrown.code === SdkErrorCode.ConnectionClosed || thrown.code === SdkErrorCode.NotConnected)
  );
}

function isTimeout(thrown: unknown): boolean {
  return (
    (thrown instanceof SdkError && thrown.code === SdkErrorCode.RequestTimeout) ||
    (thrown instanceof Error && thrown.name === "TimeoutError")
  );
}

function isUnreachable(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code === "string" && /^(?:E[A-Z]+|UND_ERR_\w+|ERR_TLS\w*|CERT_\w+|DEPTH_\w+)$/.test(code))
      return true;
  }
  return false;
}

/** Servers may send megabytes of it. */
function detailOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.slice(0, 500).toWellFormed();
}
