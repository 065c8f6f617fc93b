#pragma once

#include "ggml-cpu.h"
#include "napi.h"

/**
 * (context, threads) → a handle. Attaches a persistent thread pool to the context, instead of new threads for
 * every batch. Release the handle with `releaseThreads` after the context was disposed.
 *
 * @throws Failure "disposed", "failed"
 */
Napi::Value keepThreads(const Napi::CallbackInfo & info);

/**
 * (handle)
 *
 * @throws Failure "in-use" while the context is in memory, "disposed" the second time
 */
Napi::Value releaseThreads(const Napi::CallbackInfo & info);

/** The pool behind a handle of `keepThreads`. @throws Failure "disposed" when it was released */
ggml_threadpool * threadPoolOf(const Napi::Value & handle);
