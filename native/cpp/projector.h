#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "mtmd.h"
#include "napi.h"
#include "pacing.h"
#include "projector-header.h"

constexpr uint32_t imageTokenPx = 48;
constexpr int mostImageTokens = 1120;
constexpr size_t samplesPerSecond = 16000;
constexpr size_t mostSamples = 30 * samplesPerSecond;
/** One token. libmtmd fails or crashes with less. */
constexpr size_t fewestSamples = 640;

struct MtmdFree {
  void operator()(mtmd_context * context) const { mtmd_free(context); }
};

/**
 * A loaded projector. Jobs share ownership, so closing it during a job is safe. The model is not owned: the
 * caller keeps it in memory while a job runs (../engine-handles.ts).
 */
struct Projector {
  ProjectorHeader header;
  std::unique_ptr<mtmd_context, MtmdFree> mtmd;
  const llama_model * model = nullptr;
  /** One encode at a time, because libmtmd has a single output buffer. */
  std::mutex busy;
  Pacing pacing;
  int embeddingSize = 0;
};

/** libmtmd's tokenization of one medium: tokens before, the medium, tokens after. */
struct Wrapped {
  std::vector<llama_token> before;
  std::vector<llama_token> after;
  /** Owned by `chunks`. */
  const mtmd_input_chunk * medium = nullptr;
  std::unique_ptr<mtmd_input_chunks, void (*)(mtmd_input_chunks *)> chunks{nullptr, mtmd_input_chunks_free};
};

/** @throws Failure with this code when libmtmd refuses the bitmap or does not return exactly one medium */
Wrapped wrap(const Projector & projector, const mtmd_bitmap * bitmap, const char * code);

/** @throws Failure "disposed" when it was closed */
std::shared_ptr<Projector> projectorOf(const Napi::Value & handle);

/** (path, model, {isOnGpu, threads}, control) → Promise<{handle, vision, audio}> */
Napi::Value openProjector(const Napi::CallbackInfo & info);
/** (handle): frees the memory as soon as no job uses it. */
Napi::Value closeProjector(const Napi::CallbackInfo & info);
