#pragma once

#include "napi.h"

/**
 * (context, rows: Float32Array, {tokens, position, batchTokens, isNonCausal}, control) → Promise<undefined>
 * After a failure or a stop, what is at `position` and after it in the context is undefined.
 */
Napi::Value decodeEmbeddings(const Napi::CallbackInfo & info);
