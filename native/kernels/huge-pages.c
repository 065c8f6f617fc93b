/*
 * Memory for the weights that the kernels lay out anew, in huge pages where the system has some. Each token reads all of the weights;
 * with pages of 4 KB the processor looks up half a million addresses for it. Most systems give huge pages only to who asks, and
 * nobody does. The linker puts this in the place of llama.cpp's function, for the kernels alone.
 */
#include "ggml-backend.h"

#include <stdint.h>
#include <sys/mman.h>

ggml_backend_buffer_t __real_ggml_backend_buft_alloc_buffer(ggml_backend_buffer_type_t type, size_t size);

static const uintptr_t huge_page = 2 * 1024 * 1024;

ggml_backend_buffer_t __wrap_ggml_backend_buft_alloc_buffer(ggml_backend_buffer_type_t type, size_t size) {
  ggml_backend_buffer_t buffer = __real_ggml_backend_buft_alloc_buffer(type, size);
  if (buffer == NULL) {
    return NULL;
  }
  const uintptr_t begin = (uintptr_t) ggml_backend_buffer_get_base(buffer);
  const uintptr_t first = (begin + huge_page - 1) / huge_page * huge_page;
  const uintptr_t end = (begin + size) / huge_page * huge_page;
  if (first < end) {
    // Where it is refused, the pages are small ones.
    madvise((void *) first, end - first, MADV_HUGEPAGE);
  }
  return buffer;
}
