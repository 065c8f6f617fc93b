/*
 * check-kernels LIBRARY: computes attention and matrix products of various shapes with a library of CPU
 * kernels, and prints the largest error of each kind relative to the results' size (root mean squares), as JSON.
 * Expected results are computed with double precision from the same operands.
 */
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <random>
#include <vector>

#include "ggml-backend.h"
#include "ggml.h"

namespace {

ggml_backend_t backend;
std::mt19937 source(7);

/** Operands as llama.cpp stores them, and the numbers that this stands for. */
std::vector<double> fill(ggml_tensor * tensor, float deviation) {
  std::normal_distribution<float> normal(0, deviation);
  std::vector<float> numbers(ggml_nelements(tensor));
  for (auto & number : numbers) {
    number = normal(source);
  }
  std::vector<char> bytes(ggml_nbytes(tensor));
  if (tensor->type == GGML_TYPE_F32) {
    memcpy(bytes.data(), numbers.data(), bytes.size());
  } else {
    ggml_quantize_chunk(tensor->type, numbers.data(), bytes.data(), 0, ggml_nrows(tensor), tensor->ne[0], nullptr);
    ggml_get_type_traits(tensor->type)->to_float(bytes.data(), numbers.data(), ggml_nelements(tensor));
  }
  ggml_backend_tensor_set(tensor, bytes.data(), 0, bytes.size());
  return {numbers.begin(), numbers.end()};
}

double errorOf(const std::vector<double> & expected, ggml_tensor * result) {
  std::vector<float> actual(expected.size());
  ggml_backend_tensor_get(result, actual.data(), 0, ggml_nbytes(result));
  double difference = 0;
  double size = 0;
  for (size_t i = 0; i < expected.size(); i++) {
    difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
    size += expected[i] * expected[i];
  }
  return std::sqrt(difference / size);
}

struct Graph {
  ggml_context * context = ggml_init({ggml_tensor_overhead() * 8 + ggml_graph_overhead(), nullptr, true});
  ggml_backend_buffer_t buffer = nullptr;

  void allocate() { buffer = ggml_backend_alloc_ctx_tensors(context, backend); }
  void compute(ggml_tensor * result) {
    auto * graph = ggml_new_graph(context);
    ggml_build_forward_expand(graph, result);
    ggml_backend_graph_compute(backend, graph);
  }
  ~Graph() {
    ggml_backend_buffer_free(buffer);
    ggml_free(context);
  }
};

struct AttentionShape {
  int keySize;
  int rows;
  int keys;
  int heads;
  int keyHeads;
  /** As in a prompt whose rows are the last keys. */
  bool isCausal;
};

/** @param cache the type of keys and values */
double attentionError(AttentionShape shape, ggml_type cache = GGML_TYPE_F16) {
  const auto [keySize, rows, keys, heads, keyHeads, isCausal] = shape;
  Graph graph;
  auto * query = ggml_new_tensor_3d(graph.context, GGML_TYPE_F32, keySize, rows, heads);
  auto * key = ggml_new_tensor_3d(graph.context, cache, keySize, keys, keyHeads);
  auto * value = ggml_new_tensor_3d(graph.context, cache, keySize, keys, keyHeads);
  auto * mask = isCausal ? ggml_new_tensor_2d(graph.context, GGML_TYPE_F16, keys, rows) : nullptr;
  const double scale = 2 / std::sqrt(keySize);
  auto * result = ggml_flash_attn_ext(graph.context, query, key, value, mask, static_cast<float>(scale), 0, 0);
  graph.allocate();
  const auto queries = fill(query, 1);
  const auto allKeys = fill(key, 1);
  const auto values = fill(value, 1);
  const auto isSeen = [=](int row, int at) { return !isCausal || at <= keys - rows + row; };
  if (isCausal) {
    std::vector<ggml_fp16_t> numbers(static_cast<size_t>(rows) * keys);
    for (int row = 0; row < rows; row++) {
      for (int at = 0; at < keys; at++) {
        numbers[static_cast<size_t>(row) * keys + at] = ggml_fp32_to_fp16(isSeen(row, at) ? 0 : -INFINITY);
      }
    }
    ggml_backend_tensor_set(mask, numbers.data(), 0, ggml_nbytes(mask));
  }
  graph.compute(result);

  std::vector<double> expected(queries.size());
  for (int head = 0; head < heads; head++) {
    const size_t keysAt = static_cast<size_t>(head / (heads / keyHeads)) * keys * keySize;
    for (int row = 0; row < rows; row++) {
      const double * of = &queries[(static_cast<size_t>(head) * rows + row) * keySize];
      double * to = &expected[(static_cast<size_t>(row) * heads + head) * keySize];
      double sum = 0;
      for (int at = 0; at < keys; at++) {
        double score = 0;
        for (int i = 0; i < keySize; i++) {
          score += of[i] * allKeys[keysAt + static_cast<size_t>(at) * keySize + i];
        }
        const double weight = isSeen(row, at) ? std::exp(score * scale) : 0;
        sum += weight;
        for (int i = 0; i < keySize; i++) {
          to[i] += weight * values[keysAt + static_cast<size_t>(at) * keySize + i];
        }
      }
      for (int i = 0; i < keySize; i++) {
        to[i] /= sum;
      }
    }
  }
  return errorOf(expected, result);
}

double productError(ggml_type type, int length, int outputs, int rows) {
  Graph graph;
  auto * weight = ggml_new_tensor_2d(graph.context, type, length, outputs);
  auto * activation = ggml_new_tensor_2d(graph.context, GGML_TYPE_F32, length, rows);
  auto * result = ggml_mul_mat(graph.context, weight, activation);
  graph.allocate();
  const auto weights = fill(weight, 0.1F);
  const auto activations = fill(activation, 1);
  graph.compute(result);
  std::vector<double> expected(static_cast<size_t>(outputs) * rows);
  for (int row = 0; row < rows; row++) {
    for (int output = 0; output < outputs; output++) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += weights[static_cast<size_t>(output) * length + i] * activations[static_cast<size_t>(row) * length + i];
      }
      expected[static_cast<size_t>(row) * outputs + output] = sum;
    }
  }
  return errorOf(expected, result);
}

} // namespace

int main(int count, char ** arguments) {
  auto * kernels = count == 2 ? ggml_backend_load(arguments[1]) : nullptr;
  if (kernels == nullptr) {
    fputs("usage: check-kernels LIBRARY\n", stderr);
    return 2;
  }
  backend = ggml_backend_dev_init(ggml_backend_reg_dev_get(kernels, 0), nullptr);

  // Heads of the encoders of E2B and 31B, and of E2B's sliding and global layers.
  double images = 0;
  for (const auto & shape : {AttentionShape{64, 100, 333, 3, 3, false}, {72, 65, 129, 2, 2, false}, {64, 16, 1, 2, 2, false}}) {
    images = std::fmax(images, attentionError(shape));
  }
  double prompts = 0;
  for (const auto & shape : {AttentionShape{256, 70, 200, 4, 1, true}, {512, 17, 1090, 8, 1, true}, {128, 97, 97, 4, 2, true}}) {
    prompts = std::fmax(prompts, attentionError(shape));
  }
  double replies = 0;
  for (const auto & shape : {AttentionShape{512, 1, 1101, 8, 1, true}, {256, 3, 1027, 8, 4, true}, {128, 1, 1200, 6, 2, false}}) {
    replies = std::fmax(replies, attentionError(shape));
  }
  double quantized = 0;
  for (const auto & shape : {AttentionShape{512, 1, 1101, 8, 1, true}, {256, 3, 200, 8, 4, true}, {256, 70, 200, 4, 1, true}}) {
    quantized = std::fmax(quantized, attentionError(shape, GGML_TYPE_Q8_0));
  }
  printf("{\"images\": %.3g, \"prompts\": %.3g, \"replies\": %.3g, \"quantized\": %.3g", images, prompts, replies, quantized);
  for (const auto type : {GGML_TYPE_F16, GGML_TYPE_BF16, GGML_TYPE_Q8_0}) {
    double error = 0;
    for (const auto [length, outputs, rows] : {std::array<int, 3>{768, 100, 65}, {96, 49, 200}, {1152, 48, 64}, {4320, 13, 150}}) {
      error = std::fmax(error, productError(type, length, outputs, rows));
    }
    printf(", \"%s\": %.3g", ggml_type_name(type), error);
  }
  puts("}");
  ggml_backend_free(backend);
  return 0;
}
