#pragma once

#include "napi.h"

/**
 * A drafter for multi-token prediction: a small model that reads the target's KV cache and hidden states, and
 * drafts the tokens that follow. It has no cache of its own to be kept in step. ../drafter.ts checks its header
 * first: llama.cpp aborts the process, or reads wrong memory, where it does not match the target.
 *
 * (path, context, threads: a handle of `keepThreads` or null, {isOnGpu}, control) → Promise<handle>
 *
 * @throws Failure "drafter-unreadable", "does-not-fit", "disposed"
 */
Napi::Value openDrafter(const Napi::CallbackInfo & info);

/**
 * (handle, {logits, token, position, most}, control) → Promise<Int32Array>: at most `most` tokens that follow
 * `token`, which is chosen from the logits with this index and not evaluated yet. Fewer, even none, where it
 * cannot go on or was stopped. Nothing else may use the context meanwhile.
 *
 * @throws Failure "disposed"
 */
Napi::Value draftTokens(const Napi::CallbackInfo & info);

/** (handle): frees the memory. No job may be running, and the context must still be in memory. */
Napi::Value closeDrafter(const Napi::CallbackInfo & info);
