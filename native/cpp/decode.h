#pragma once

#include "napi.h"

/**
 * (context, rows: Float32Array, {tokens, position, batchTokens, isNonCausal}, control) → Promise<undefined>.
 * After a failure or a stop, the context from `position` on is undefined.
 */
Napi::Value decodeEmbeddings(const Napi::CallbackInfo & info);
