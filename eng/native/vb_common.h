// Handles and errors, shared by the shim's files.
#pragma once
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>
#include <torch/version.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <optional>
#include <string>

#include "vb_torch.h"

namespace vb {

// libtorch's own optional became the standard's in the course of 2.x; the old name is gone from the newest headers.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
using OptionalTensor = std::optional<at::Tensor>;
#else
using OptionalTensor = c10::optional<at::Tensor>;
#endif

extern std::atomic<int64_t> live_tensors;
void set_error(const char* message);

// A handle owns one reference to a TensorImpl. Null stands for an undefined tensor.
inline void* own(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  live_tensors.fetch_add(1, std::memory_order_relaxed);
  return tensor.unsafeReleaseTensorImpl();
}

// A second reference, for the time of a call; the handle stays the caller's.
inline at::Tensor borrow(void* handle) {
  if (!handle) return at::Tensor();
  return at::Tensor(c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::unsafe_reclaim_from_nonowning(static_cast<at::TensorImpl*>(handle)));
}

inline void copy_text(const std::string& from, char* to, int32_t capacity) {
  const auto length = std::min<size_t>(from.size(), capacity - 1);
  std::memcpy(to, from.data(), length);
  to[length] = 0;
}

// No C++ exception may cross into managed code.
template <typename Body>
int guarded(Body&& body) {
  try {
    body();
    return 0;
  } catch (const c10::Error& e) {
    set_error(e.what_without_backtrace());
  } catch (const std::exception& e) {
    set_error(e.what());
  } catch (...) {
    set_error("an unknown C++ exception");
  }
  return 1;
}

}  // namespace vb
