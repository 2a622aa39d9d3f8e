// torch_shim.cpp -- libtorch as a runtime of the timer; the one file in C++, a plug-in
#include "timer/runtime.h"

#include <ATen/Parallel.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/script.h>
#include <torch/version.h>

#include <cstdio>
#include <new>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Torch {
	torch::jit::Module module;
	std::string method = "forward";
	torch::Device device = torch::kCPU;
	std::vector<c10::IValue> inputs;
	bool cuda = false, slow = false;
};

int
fail(fc_runtime_fault *f, int status, const std::string &text)
{
	std::string line = text.substr(0, text.find('\n'));

	std::snprintf(f->text, sizeof(f->text), "%s", line.c_str());
	return status;
}

// No exception leaves the plug-in.
template <typename Call>
int
guard(fc_runtime_fault *f, Call call)
{
	try {
		return call();
	} catch (const std::bad_alloc &) {
		return fail(f, FC_RUNTIME_MEMORY, "no memory");
	} catch (const c10::OutOfMemoryError &e) {
		return fail(f, FC_RUNTIME_MEMORY, e.what_without_backtrace());
	} catch (const c10::Error &e) {
		return fail(f, FC_RUNTIME_REJECTED, e.what_without_backtrace());
	} catch (const std::exception &e) {
		return fail(f, FC_RUNTIME_REJECTED, e.what());
	}
}

// As TensorProto.DataType of the ONNX standard numbers them; Undefined: none of PyTorch's.
c10::ScalarType
scalar_type(int type)
{
	switch (type) {
	case 1:
		return torch::kFloat32;
	case 2:
		return torch::kUInt8;
	case 3:
		return torch::kInt8;
	case 5:
		return torch::kInt16;
	case 6:
		return torch::kInt32;
	case 7:
		return torch::kInt64;
	case 9:
		return torch::kBool;
	case 10:
		return torch::kFloat16;
	case 11:
		return torch::kFloat64;
	case 16:
		return torch::kBFloat16;
	default:
		return c10::ScalarType::Undefined;
	}
}

int
torch_open(void **out, const char *, fc_runtime_fault *f)
{
	return guard(f, [&] {
		Torch *t = new Torch;

		*out = t;
		// The reference library: matrix products take many times what they could.
		t->slow = at::show_config().find("BLAS_INFO=generic") != std::string::npos;
		t->cuda = at::hasCUDA() && at::detail::getCUDAHooks().deviceCount() > 0;
		return FC_RUNTIME_OK;
	});
}

const char *
torch_release(void *)
{
	return TORCH_VERSION;
}

const char *
torch_remark(void *self)
{
	static const char *const text = "libtorch is built on the reference BLAS, which is slow";

	return static_cast<Torch *>(self)->slow ? text : nullptr;
}

const char *
torch_provider_at(void *self, size_t i)
{
	static const char *const name[] = { "cpu", "cuda" };

	return i < (static_cast<Torch *>(self)->cuda ? 2u : 1u) ? name[i] : nullptr;
}

// The archive with the entries that it lacks, in memory. What the writer adds by itself is left out.
std::string
fill_archive(const fc_runtime_load *load)
{
	caffe2::serialize::PyTorchStreamReader from(load->path);
	std::string whole;
	caffe2::serialize::PyTorchStreamWriter to([&](const void *data, size_t n) {
		whole.append(static_cast<const char *>(data), n);
		return n;
	});

	for (const std::string &name : from.getAllRecords()) {
		if (name == "version" || name == "byteorder" || name == ".data/serialization_id")
			continue;
		auto [data, n] = from.getRecord(name);
		if (n)
			to.writeRecord(name, data.get(), n);
	}
	for (size_t i = 0; i < load->n_weight; i++)
		to.writeRecord(load->weight[i].name, load->weight[i].data, load->weight[i].bytes);
	to.setMinVersion(from.version());
	to.writeEndOfFile();
	return whole;
}

int
torch_load(void *self, const fc_runtime_load *load, fc_runtime_fault *f)
{
	return guard(f, [&]() -> int {
		Torch *t = static_cast<Torch *>(self);
		std::string provider = load->provider ? load->provider : "cpu";

		if (provider != "cpu" && (provider != "cuda" || !t->cuda))
			return fail(f, FC_RUNTIME_NOT_HERE, "libtorch has no '" + provider + "' here");
		if (load->profile || load->optimized)
			return fail(f, FC_RUNTIME_NOT_HERE, "libtorch writes no profile of its kernels");
		if (provider == "cuda")
			t->device = torch::Device(torch::kCUDA, static_cast<c10::DeviceIndex>(load->device));
		if (load->threads)
			at::set_num_threads(static_cast<int>(load->threads));
		if (load->n_weight) {
			std::istringstream whole(fill_archive(load));

			t->module = torch::jit::load(whole, t->device);
		} else {
			t->module = torch::jit::load(load->path, t->device);
		}
		t->module.eval();
		if (load->effort >= FC_RUNTIME_EXTENDED && !load->method && t->module.hasattr("training"))
			t->module = torch::jit::freeze(t->module);
		if (load->method)
			t->method = load->method;
		t->module.get_method(t->method);
		return FC_RUNTIME_OK;
	});
}

// By position: archives know no names of inputs that are told outside.
int
torch_bind(void *self, const fc_runtime_tensor *in, size_t n, fc_runtime_fault *f)
{
	return guard(f, [&]() -> int {
		Torch *t = static_cast<Torch *>(self);

		t->inputs.clear();
		for (size_t i = 0; i < n; i++) {
			c10::ScalarType type = scalar_type(in[i].type);

			if (type == c10::ScalarType::Undefined)
				return fail(f, FC_RUNTIME_REJECTED, "PyTorch has no such data type");
			at::IntArrayRef dims(in[i].dim, in[i].rank);
			at::Tensor x = torch::from_blob(in[i].data, dims, torch::dtype(type));

			t->inputs.emplace_back(x.to(t->device));
		}
		return FC_RUNTIME_OK;
	});
}

int
torch_run(void *self, fc_runtime_fault *f)
{
	return guard(f, [&] {
		Torch *t = static_cast<Torch *>(self);
		c10::InferenceMode inference;

		t->module.get_method(t->method)(t->inputs);
		if (t->device.is_cuda())
			at::detail::getCUDAHooks().deviceSynchronize(t->device.index());
		return FC_RUNTIME_OK;
	});
}

void
torch_close(void *self)
{
	delete static_cast<Torch *>(self);
}

} // namespace

extern "C" {
// What the timer looks for in the plug-in.
__attribute__((visibility("default"))) extern const struct fc_runtime flopcount_runtime;
const struct fc_runtime flopcount_runtime = {
	FC_RUNTIME_VERSION, "libtorch", torch_open, torch_release, torch_remark, torch_provider_at,
	torch_load, torch_bind, torch_run, torch_close,
};
}
