#include "decode.h"

#include <algorithm>
#include <vector>

#include "failure.h"
#include "AddonContext.h"
#include "handles.h"
#include "job.h"

namespace {

/** The only sequence that node-llama-cpp uses in this context. */
constexpr llama_seq_id sequence = 0;

/** Turns causal attention off for an image, whose tokens attend to each other, and on again afterwards. */
class NonCausal {
  public:
    NonCausal(llama_context * context, bool isWanted) : context(context), isWanted(isWanted) {
      if (isWanted) {
        llama_set_causal_attn(context, false);
      }
    }
    ~NonCausal() {
      if (isWanted) {
        llama_set_causal_attn(context, true);
      }
    }
    NonCausal(const NonCausal &) = delete;
    NonCausal & operator=(const NonCausal &) = delete;

  private:
    llama_context * context;
    bool isWanted;
};

/** Sets an abort callback, which llama.cpp calls between operations. Only CPU computations call it. */
class Stoppable {
  public:
    Stoppable(llama_context * context, const llama_context_params & previous, Control & control)
        : context(context), previous(previous) {
      llama_set_abort_callback(context, isStopped, &control);
    }
    ~Stoppable() { llama_set_abort_callback(context, previous.abort_callback, previous.abort_callback_data); }
    Stoppable(const Stoppable &) = delete;
    Stoppable & operator=(const Stoppable &) = delete;

  private:
    llama_context * context;
    const llama_context_params & previous;

    static bool isStopped(void * control) { return static_cast<Control *>(control)->isStopped(); }
};

/** Builds llama.cpp batches of consecutive rows in one sequence, without logits. */
class Rows {
  public:
    Rows(float * first, size_t embeddingSize, int32_t most)
        : first(first), embeddingSize(embeddingSize), positions(most), counts(most, 1), sequences(most, &id),
          logits(most, 0) {}

    llama_batch batch(int32_t from, int32_t count, llama_pos position) {
      for (int32_t index = 0; index < count; index++) {
        positions[index] = position + index;
      }
      return {
        /* n_tokens */ count,
        /* token */ nullptr,
        /* embd */ first + static_cast<size_t>(from) * embeddingSize,
        positions.data(),
        counts.data(),
        sequences.data(),
        logits.data(),
      };
    }

  private:
    float * first;
    size_t embeddingSize;
    llama_seq_id id = sequence;
    std::vector<llama_pos> positions;
    std::vector<int32_t> counts;
    std::vector<llama_seq_id *> sequences;
    std::vector<int8_t> logits;
};

class DecodeJob : public Job {
  public:
    DecodeJob(const Napi::CallbackInfo & info, const Napi::Object & options)
        : Job(info.Env(), info[3].As<Napi::Int32Array>()), context(contextOf(info[0])),
          own(ownParams(info[0])), rows(info[1].As<Napi::Float32Array>().Data()),
          numbers(info[1].As<Napi::Float32Array>().ElementLength()),
          tokens(options.Get("tokens").ToNumber().Int32Value()),
          position(options.Get("position").ToNumber().Int32Value()),
          batchTokens(options.Get("batchTokens").ToNumber().Int32Value()),
          isNonCausal(options.Get("isNonCausal").ToBoolean()) {
      keep("context", info[0]);
      keep("rows", info[1]);
    }

  private:
    llama_context * context;
    llama_context_params own;
    float * rows;
    size_t numbers;
    int32_t tokens;
    int32_t position;
    int32_t batchTokens;
    bool isNonCausal;

    static llama_context_params ownParams(const Napi::Value & addonContext) {
      return Napi::ObjectWrap<AddonContext>::Unwrap(addonContext.As<Napi::Object>())->context_params;
    }

    /** llama.cpp aborts the process where these conditions do not hold. */
    void check() const {
      const auto embeddingSize = llama_model_n_embd_inp(llama_get_model(context));
      if (tokens <= 0 || numbers != static_cast<size_t>(tokens) * static_cast<size_t>(embeddingSize)) {
        throw Failure("bad-embeddings", std::to_string(numbers) + " numbers are not " + std::to_string(tokens) + " rows of " +
                                          std::to_string(embeddingSize));
      }
      if (position < 0 || static_cast<uint32_t>(position) + static_cast<uint32_t>(tokens) > llama_n_ctx(context)) {
        throw Failure("does-not-fit", "The context has no room for " + std::to_string(tokens) + " tokens at " +
                                        std::to_string(position));
      }
      const auto most = std::min(llama_n_batch(context), llama_n_ubatch(context));
      if (isNonCausal && static_cast<uint32_t>(tokens) > most) {
        throw Failure("does-not-fit", "These " + std::to_string(tokens) + " tokens must be evaluated at once, but the context"
                                        " takes " + std::to_string(most));
      }
    }

    void run() override {
      check();
      const auto most = static_cast<int32_t>(llama_n_batch(context));
      const int32_t step = isNonCausal ? tokens : std::clamp(batchTokens, 1, most);
      Rows all(rows, numbers / static_cast<size_t>(tokens), step);
      const NonCausal nonCausal(context, isNonCausal);
      const Stoppable stoppable(context, own, control);
      for (int32_t done = 0; done < tokens; done += step) {
        stopIfAsked();
        const auto count = std::min(step, tokens - done);
        const auto failed = llama_decode(context, all.batch(done, count, position + done));
        stopIfAsked();
        if (failed != 0) {
          throw Failure(failed == 1 ? "does-not-fit" : "failed",
                        "llama.cpp could not evaluate the embeddings: " + std::to_string(failed));
        }
        control.report(static_cast<double>(done + count) / tokens);
      }
      // Otherwise the event loop would wait for work queued on a GPU.
      llama_synchronize(context);
    }

    Napi::Value result(Napi::Env env) override { return env.Undefined(); }
};

} // namespace

Napi::Value decodeEmbeddings(const Napi::CallbackInfo & info) {
  auto * job = new DecodeJob(info, info[2].As<Napi::Object>());
  return job->start();
}
