#pragma once

#include "napi.h"

/**
 * (context, threads) → a handle. llama.cpp computes this context with threads that stay, instead of new ones for every batch.
 * The handle is to be released after the context is gone, by `releaseThreads`. @throws Failure "disposed", "failed"
 */
Napi::Value keepThreads(const Napi::CallbackInfo & info);

/** (handle) */
Napi::Value releaseThreads(const Napi::CallbackInfo & info);
