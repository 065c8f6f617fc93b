#include "logprobs.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "failure.h"
#include "handles.h"

namespace {

/** The logarithm of the sum of all exponentials. */
double logSum(const float * logits, int32_t count) {
  const double most = *std::max_element(logits, logits + count);
  double sum = 0;
  for (int32_t token = 0; token < count; token++) {
    sum += std::exp(logits[token] - most);
  }
  return most + std::log(sum);
}

/** The tokens with the highest logits; of equal ones, the lower token first. */
std::vector<int32_t> highest(const float * logits, int32_t count, int32_t top) {
  const auto isHigher = [logits](int32_t a, int32_t b) {
    return logits[a] != logits[b] ? logits[a] > logits[b] : a < b;
  };
  std::vector<int32_t> tokens(std::clamp(top, 0, count));
  int32_t next = 0;
  std::generate(tokens.begin(), tokens.end(), [&next] { return next++; });
  // A heap with the lowest of the highest in front.
  std::make_heap(tokens.begin(), tokens.end(), isHigher);
  for (; next < count && !tokens.empty(); next++) {
    if (isHigher(next, tokens.front())) {
      std::pop_heap(tokens.begin(), tokens.end(), isHigher);
      tokens.back() = next;
      std::push_heap(tokens.begin(), tokens.end(), isHigher);
    }
  }
  std::sort_heap(tokens.begin(), tokens.end(), isHigher);
  return tokens;
}

} // namespace

Napi::Value readLogprobs(const Napi::CallbackInfo & info) {
  auto * context = contextOf(info[0]);
  const auto count = llama_vocab_n_tokens(llama_model_get_vocab(llama_get_model(context)));
  const auto token = info[2].ToNumber().Int32Value();
  if (token < 0 || token >= count) {
    throw Failure("failed", "The vocabulary has no token " + std::to_string(token));
  }
  const float * logits = llama_get_logits_ith(context, info[1].ToNumber().Int32Value());
  if (logits == nullptr) {
    throw Failure("failed", "There are no logits at this index");
  }
  const double sum = logSum(logits, count);
  const auto best = highest(logits, count, info[3].ToNumber().Int32Value());
  auto tokens = Napi::Int32Array::New(info.Env(), best.size());
  auto logprobs = Napi::Float64Array::New(info.Env(), best.size());
  for (size_t place = 0; place < best.size(); place++) {
    tokens[place] = best[place];
    logprobs[place] = logits[best[place]] - sum;
  }
  auto result = Napi::Object::New(info.Env());
  result["logprob"] = logits[token] - sum;
  result["tokens"] = tokens;
  result["logprobs"] = logprobs;
  return result;
}
