#include "drafter.h"

#include <algorithm>
#include <vector>

#include "AddonContext.h"
#include "failure.h"
#include "handles.h"
#include "job.h"
#include "nextn.h"
#include "threads.h"

namespace {

/** The only sequence that node-llama-cpp uses in this context. */
constexpr llama_seq_id sequence = 0;

struct Drafter {
  llama_model * model = nullptr;
  llama_context * context = nullptr;
  llama_context * target = nullptr;
  /** A hidden state of the target. */
  std::vector<float> hidden;

  Drafter() = default;
  ~Drafter() {
    if (context != nullptr) {
      llama_set_embeddings_nextn(target, false, true);
    }
    llama_free(context);
    llama_model_free(model);
  }
  Drafter(const Drafter &) = delete;
  Drafter & operator=(const Drafter &) = delete;
};

using Handle = std::shared_ptr<Drafter>;

/** Of a vocabulary, whose search would take a sixth of a draft's time one number after the other. */
int32_t indexOfLargest(const float * numbers, int32_t count) {
  constexpr int32_t lanes = 16;
  constexpr int32_t block = 64 * lanes;
  int32_t from = 0;
  float largest = numbers[0];
  for (int32_t first = 0; first + block <= count; first += block) {
    float most[lanes];
    std::copy_n(numbers + first, lanes, most);
    for (int32_t at = first + lanes; at < first + block; at += lanes) {
      for (int32_t lane = 0; lane < lanes; lane++) {
        most[lane] = numbers[at + lane] > most[lane] ? numbers[at + lane] : most[lane];
      }
    }
    const float mostOfBlock = *std::max_element(most, most + lanes);
    if (mostOfBlock > largest) {
      largest = mostOfBlock;
      from = first;
    }
  }
  const auto * inBlock = std::max_element(numbers + from, numbers + std::min(from + block, count));
  const auto * inRest = std::max_element(numbers + count / block * block, numbers + count);
  const bool isInRest = inRest != numbers + count && *inRest > *inBlock;
  return static_cast<int32_t>((isInRest ? inRest : inBlock) - numbers);
}

Handle & handleOf(const Napi::Value & value) {
  return *value.As<Napi::External<Handle>>().Data();
}

class OpenJob : public Job {
  public:
    OpenJob(const Napi::CallbackInfo & info, const Napi::Object & options)
        : Job(info.Env(), info[4].As<Napi::Int32Array>()), path(info[0].As<Napi::String>().Utf8Value()),
          params(Napi::ObjectWrap<AddonContext>::Unwrap(info[1].As<Napi::Object>())->context_params),
          threads(info[2].IsNull() ? nullptr : threadPoolOf(info[2])),
          isOnGpu(options.Get("isOnGpu").ToBoolean()) {
      drafter->target = contextOf(info[1]);
      keep("context", info[1]);
    }

  private:
    std::string path;
    llama_context_params params;
    ggml_threadpool * threads;
    bool isOnGpu;
    Handle drafter = std::make_shared<Drafter>();

    static bool onProgress(float progress, void * job) {
      auto & control = static_cast<OpenJob *>(job)->control;
      control.report(progress);
      return !control.isStopped();
    }

    void run() override {
      auto modelParams = llama_model_default_params();
      modelParams.n_gpu_layers = isOnGpu ? -1 : 0;
      modelParams.progress_callback = onProgress;
      modelParams.progress_callback_user_data = this;
      drafter->model = llama_model_load_from_file(path.c_str(), modelParams);
      stopIfAsked();
      if (drafter->model == nullptr) {
        throw Failure("drafter-unreadable", "The drafter cannot be loaded");
      }
      const auto * target = llama_get_model(drafter->target);
      drafter->hidden.resize(llama_model_n_embd_out(target));
      // The rest is as in the target, whose cells it reads.
      params.n_ctx = llama_n_ctx(drafter->target);
      params.n_seq_max = llama_n_seq_max(drafter->target);
      params.n_batch = params.n_ubatch = mostTokens;
      params.embeddings = false;
      params.abort_callback = nullptr;
      params.abort_callback_data = nullptr;
      params.ctx_type = LLAMA_CONTEXT_TYPE_MTP;
      params.ctx_other = drafter->target;
      drafter->context = llama_init_from_model(drafter->model, params);
      if (drafter->context == nullptr) {
        throw Failure("does-not-fit", "There is not enough memory for the drafter");
      }
      if (threads != nullptr) {
        // The target's threads spin for a while after an evaluation: others would have to share their cores.
        llama_attach_threadpool(drafter->context, threads, threads);
      }
      llama_set_embeddings_nextn(drafter->target, true, true);
      llama_set_embeddings_nextn(drafter->context, true, true);
    }

    Napi::Value result(Napi::Env env) override {
      return Napi::External<Handle>::New(env, new Handle(drafter), [](Napi::Env, Handle * handle) { delete handle; });
    }

    /** llama.cpp pads smaller batches. */
    static constexpr uint32_t mostTokens = 16;
};

class DraftJob : public Job {
  public:
    DraftJob(const Napi::CallbackInfo & info, const Napi::Object & options)
        : Job(info.Env(), info[2].As<Napi::Int32Array>()), drafter(handleOf(info[0])),
          logits(options.Get("logits").ToNumber().Int32Value()), token(options.Get("token").ToNumber().Int32Value()),
          position(options.Get("position").ToNumber().Int32Value()),
          most(options.Get("most").ToNumber().Int32Value()) {
      if (!drafter) {
        throw Failure("disposed", "The drafter was closed");
      }
    }

  private:
    Handle drafter;
    int32_t logits;
    llama_token token;
    llama_pos position;
    int32_t most;
    std::vector<llama_token> drafts;

    static bool isStopped(void * control) { return static_cast<Control *>(control)->isStopped(); }

    /** Copies a row of the context, which its next evaluation overwrites. */
    bool takeHidden(llama_context * context, int32_t row) {
      const float * hidden = llama_get_embeddings_nextn_ith(context, row);
      if (hidden == nullptr) {
        return false;
      }
      std::copy_n(hidden, drafter->hidden.size(), drafter->hidden.begin());
      return true;
    }

    void run() override {
      auto * context = drafter->context;
      auto * target = drafter->target;
      if (llama_memory_seq_pos_max(llama_get_memory(target), sequence) != position - 1 || !takeHidden(target, logits)) {
        return;
      }
      const int32_t threads = llama_n_threads(target);
      llama_set_n_threads(context, threads, threads);
      llama_set_abort_callback(context, isStopped, &control);
      draft(context);
      llama_set_abort_callback(context, nullptr, nullptr);
    }

    void draft(llama_context * context) {
      const int32_t count = llama_vocab_n_tokens(llama_model_get_vocab(drafter->model));
      int32_t sequences = 1;
      llama_seq_id id = sequence;
      llama_seq_id * ids = &id;
      int8_t withLogits = 1;
      while (static_cast<int32_t>(drafts.size()) < most && !control.isStopped()) {
        // A token and the hidden state before it. All drafts are made from the position of the first one, whose
        // cells the target does not have yet.
        const llama_batch batch = {1, &token, drafter->hidden.data(), &position, &sequences, &ids, &withLogits};
        if (llama_decode(context, batch) != 0) {
          return;
        }
        token = indexOfLargest(llama_get_logits_ith(context, 0), count);
        drafts.push_back(token);
        if (!takeHidden(context, 0)) {
          return;
        }
      }
    }

    Napi::Value result(Napi::Env env) override {
      auto tokens = Napi::Int32Array::New(env, drafts.size());
      std::copy(drafts.begin(), drafts.end(), tokens.Data());
      return tokens;
    }
};

} // namespace

Napi::Value openDrafter(const Napi::CallbackInfo & info) {
  auto * job = new OpenJob(info, info[3].As<Napi::Object>());
  return job->start();
}

Napi::Value draftTokens(const Napi::CallbackInfo & info) {
  auto * job = new DraftJob(info, info[1].As<Napi::Object>());
  return job->start();
}

Napi::Value closeDrafter(const Napi::CallbackInfo & info) {
  handleOf(info[0]).reset();
  return info.Env().Undefined();
}
