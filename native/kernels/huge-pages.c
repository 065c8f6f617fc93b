/*
 * Allocates repacked weights in huge pages where the system supports them. Each token reads all weights; 1.2
 * GB are 300,000 pages of 4 KB, each of which needs an address translation. Many systems use huge pages only
 * on request, and llama.cpp does not request them. The linker substitutes these functions for llama.cpp's, in
 * the kernel library only.
 */
#include "ggml-backend.h"

#include <stdint.h>
#include <sys/mman.h>

static const uintptr_t huge_page = 2 * 1024 * 1024;

/** If the request is refused, the pages stay small. */
static void ask_for_huge_pages(void * memory, size_t size) {
  const uintptr_t begin = (uintptr_t) memory;
  const uintptr_t first = (begin + huge_page - 1) / huge_page * huge_page;
  const uintptr_t end = (begin + size) / huge_page * huge_page;
  if (memory != NULL && first < end) {
    madvise((void *) first, end - first, MADV_HUGEPAGE);
  }
}

ggml_backend_buffer_t __real_ggml_backend_buft_alloc_buffer(ggml_backend_buffer_type_t type, size_t size);

/** Allocates repacked weights on most CPUs. */
ggml_backend_buffer_t __wrap_ggml_backend_buft_alloc_buffer(ggml_backend_buffer_type_t type, size_t size) {
  ggml_backend_buffer_t buffer = __real_ggml_backend_buft_alloc_buffer(type, size);
  if (buffer != NULL) {
    ask_for_huge_pages(ggml_backend_buffer_get_base(buffer), size);
  }
  return buffer;
}

void * __real_ggml_aligned_malloc(size_t size);

/** Allocates repacked weights on CPUs with AMX. */
void * __wrap_ggml_aligned_malloc(size_t size) {
  void * memory = __real_ggml_aligned_malloc(size);
  ask_for_huge_pages(memory, size);
  return memory;
}
