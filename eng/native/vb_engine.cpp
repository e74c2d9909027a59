// What belongs to the process: threads, devices, precision flags, versions.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <c10/core/Stream.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <c10/util/Logging.h>
#include <dlfcn.h>
#include <malloc.h>

#include "vb_common.h"

namespace {

// OpenBLAS keeps a thread count of its own, which ATen does not know of.
template <typename Function>
Function blas_function(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}

// Activations are tens of megabytes and live for milliseconds. Left alone, glibc hands such blocks back to the kernel and
// faults their pages in again each time: an eighth of VGG-16's time. Up to 512 MB stay with the process instead.
void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
#endif
}

// From 2.9 on, libtorch may say on stderr that the setters of TF32 have newer ones beside them. Nobody here can act on that.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 9)
class Quiet final : public c10::WarningHandler {
 public:
  void process(const c10::Warning&) override {}

 private:
  c10::WarningUtils::WarningHandlerGuard guard_{this};
};
#else
struct Quiet {};
#endif

// Through the device guard that libtorch_cuda registers: its interface is the same in every version, and needs no CUDA headers.
int32_t cuda_devices() {
  if (!c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA)) return 0;
  return static_cast<int32_t>(c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).deviceCount());
}

}  // namespace

VB_API int vb_initialise() {
  return vb::guarded([&] {
    // Collecting a C++ backtrace makes a failing call 250 times slower, and nobody reads it.
    c10::SetStackTraceFetcher([]() -> std::string { return std::string(); });
    keep_freed_memory();
  });
}

VB_API int vb_set_threads(int32_t n, int32_t* blas_controlled) {
  return vb::guarded([&] {
    at::set_num_threads(n);
    const auto set_blas = blas_function<void (*)(int)>("openblas_set_num_threads");
    if (set_blas) set_blas(n);
    *blas_controlled = set_blas != nullptr;
  });
}

VB_API int32_t vb_threads() { return at::get_num_threads(); }

VB_API int32_t vb_blas_threads() {
  const auto get_blas = blas_function<int (*)()>("openblas_get_num_threads");
  return get_blas ? get_blas() : 0;
}

VB_API int32_t vb_cuda_devices() {
  int32_t n = 0;
  vb::guarded([&] { n = cuda_devices(); });
  return n;
}

VB_API int vb_cuda_synchronize(int32_t index) {
  return vb::guarded([&] {
    if (cuda_devices() == 0) return;
    // All of our work is queued on the device's current stream.
    const c10::Device device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(index < 0 ? 0 : index));
    c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).getStream(device).synchronize();
  });
}

VB_API int vb_set_flag(const char* name, int32_t value) {
  return vb::guarded([&] {
    [[maybe_unused]] const Quiet quiet;
    auto& context = at::globalContext();
    const std::string flag(name);
    const bool on = value != 0;
    // Only the setters: the newer precision API must not be mixed with them.
    if (flag == "tf32-matmul") context.setAllowTF32CuBLAS(on);
    else if (flag == "tf32-cudnn") context.setAllowTF32CuDNN(on);
    else if (flag == "cudnn-deterministic") context.setDeterministicCuDNN(on);
    else if (flag == "cudnn-benchmark") context.setBenchmarkCuDNN(on);
    else throw std::invalid_argument("unknown flag " + flag);
  });
}

VB_API int vb_describe(const char* what, char* text, int32_t capacity) {
  return vb::guarded([&] {
    const std::string subject(what);
    std::string answer;
    if (subject == "version") answer = TORCH_VERSION;
    else if (subject == "build") answer = at::show_config();
    else if (subject == "parallel") answer = at::get_parallel_info();
    else if (subject == "blas") {
      const auto config = blas_function<char* (*)()>("openblas_get_config");
      answer = config ? config() : "not OpenBLAS";
    } else throw std::invalid_argument("unknown subject " + subject);
    vb::copy_text(answer, text, capacity);
  });
}
