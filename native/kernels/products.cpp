/*
 * Multiplies random weights by random rows with a library of CPU kernels, for the tests: `products KERNELS TYPE
 * LENGTH COLUMNS ROWS…`. For each number of rows, prints that many rows of floats, as bytes. Rows and weights
 * are the same in each call.
 */
#include "ggml-backend-impl.h"
#include "ggml-cpu.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vector>

namespace {

ggml_backend_reg_t load(const char * path) {
  void * library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  const auto init = library == nullptr ? nullptr : (ggml_backend_init_t) dlsym(library, "ggml_backend_init");
  if (init == nullptr) {
    fprintf(stderr, "cannot load %s: %s\n", path, dlerror());
    exit(1);
  }
  return init();
}

/** Between -1 and 1, with a few larger ones, as activations have. */
std::vector<float> random_numbers(size_t count, unsigned seed) {
  std::vector<float> numbers(count);
  for (float & number : numbers) {
    seed = seed * 1664525u + 1013904223u;
    number = (float) (seed >> 8) / (1 << 23) - 1;
    if (seed % 97 == 0) {
      number *= 20;
    }
  }
  return numbers;
}

ggml_type type_named(const char * name) {
  for (int type = 0; type < GGML_TYPE_COUNT; type++) {
    if (strcmp(ggml_type_name((ggml_type) type), name) == 0) {
      return (ggml_type) type;
    }
  }
  fprintf(stderr, "unknown type %s\n", name);
  exit(1);
}

ggml_backend_buffer_type_t repacked(ggml_backend_reg_t registry, ggml_backend_dev_t device) {
  const auto others = (ggml_backend_dev_get_extra_bufts_t) ggml_backend_reg_get_proc_address(registry, "ggml_backend_dev_get_extra_bufts");
  for (auto type = others(device); type != nullptr && *type != nullptr; type++) {
    if (strcmp(ggml_backend_buft_name(*type), "CPU_REPACK") == 0) {
      return *type;
    }
  }
  return ggml_backend_dev_buffer_type(device);
}

}  // namespace

int main(int count, char ** arguments) {
  if (count < 6) {
    fputs("products KERNELS TYPE LENGTH COLUMNS ROWS...\n", stderr);
    return 2;
  }
  const ggml_backend_reg_t registry = load(arguments[1]);
  const ggml_backend_dev_t device = ggml_backend_reg_dev_get(registry, 0);
  const ggml_backend_t backend = ggml_backend_dev_init(device, nullptr);
  const auto set_threads = (ggml_backend_set_n_threads_t) ggml_backend_reg_get_proc_address(registry, "ggml_backend_set_n_threads");
  set_threads(backend, 2);
  const ggml_type type = type_named(arguments[2]);
  const int64_t length = atoi(arguments[3]);
  const int64_t columns = atoi(arguments[4]);

  const std::vector<float> numbers = random_numbers(length * columns, 1);
  std::vector<char> quantized(ggml_row_size(type, length) * columns);
  ggml_quantize_chunk(type, numbers.data(), quantized.data(), 0, columns, length, nullptr);
  const ggml_init_params no_data = { 1 << 20, nullptr, true };
  ggml_context * weights_context = ggml_init(no_data);
  ggml_tensor * weights = ggml_new_tensor_2d(weights_context, type, length, columns);
  ggml_backend_buffer_t weights_buffer = ggml_backend_alloc_ctx_tensors_from_buft(weights_context, repacked(registry, device));
  if (weights->extra == nullptr) {
    // This type is not repacked here.
    ggml_backend_buffer_free(weights_buffer);
    weights->buffer = nullptr;
    weights->data = nullptr;
    weights_buffer = ggml_backend_alloc_ctx_tensors_from_buft(weights_context, ggml_backend_dev_buffer_type(device));
  }
  ggml_backend_tensor_set(weights, quantized.data(), 0, quantized.size());

  for (int i = 5; i < count; i++) {
    const int64_t rows = atoi(arguments[i]);
    ggml_context * context = ggml_init(no_data);
    ggml_tensor * source = ggml_new_tensor_2d(context, GGML_TYPE_F32, length, rows);
    ggml_tensor * product = ggml_mul_mat(context, weights, source);
    ggml_cgraph * graph = ggml_new_graph(context);
    ggml_build_forward_expand(graph, product);
    ggml_backend_buffer_t buffer = ggml_backend_alloc_ctx_tensors(context, backend);
    const std::vector<float> row_numbers = random_numbers(length * rows, 2);
    ggml_backend_tensor_set(source, row_numbers.data(), 0, ggml_nbytes(source));
    ggml_backend_graph_compute(backend, graph);
    fwrite(product->data, sizeof(float), columns * rows, stdout);
    ggml_backend_buffer_free(buffer);
    ggml_free(context);
  }
  ggml_backend_buffer_free(weights_buffer);
  ggml_free(weights_context);
  ggml_backend_free(backend);
  return 0;
}
