/* device_table.c -- well-known processors, as their makers describe them */
#include <string.h>

#include "result/device.h"

/*
 * Dense rates, in 10^12 operations a second: of tensor or matrix units where they exist,
 * but float32 without rounding to TF32. Processors run at their highest clock on all
 * cores, which none sustains: what follows from it is a lower bound of time.
 */
struct entry {
	const char *name, *title, *source;
	double f64, f32, f16, bf16, f8, i8, i4;
	double bandwidth; /* 10^9 bytes a second */
	double cache;     /* MiB */
};

#define AMPERE "NVIDIA A100 datasheet"
#define HOPPER "NVIDIA H100 datasheet, without sparsity"
#define VOLTA  "NVIDIA V100 datasheet"
#define ADA    "NVIDIA Ada GPU architecture whitepaper, FP16 accumulate"
#define ORIN   "NVIDIA Jetson Orin series technical brief: GPU alone, half of its sparse INT8; BF16 as FP16"
#define M_GPU  ", GPU; FP32 only"

/* Sorted by name. */
static const struct entry entries[] = {
	{ "a10", "NVIDIA A10", "NVIDIA A10 datasheet", 0, 31.2, 125, 125, 0, 250, 500, 600, 6 },
	{ "a100-40", "NVIDIA A100 40GB", AMPERE, 19.5, 19.5, 312, 312, 0, 624, 1248, 1555, 40 },
	{ "a100-80", "NVIDIA A100 80GB (SXM)", AMPERE, 19.5, 19.5, 312, 312, 0, 624, 1248, 2039, 40 },
	{ "a100-80-pcie", "NVIDIA A100 80GB (PCIe)", AMPERE, 19.5, 19.5, 312, 312, 0, 624, 1248, 1935, 40 },
	{ "apple-m1", "Apple M1 GPU, 8 cores", "Apple newsroom, November 2020" M_GPU,
	  0, 2.6, 0, 0, 0, 0, 0, 68.25, 0 },
	{ "apple-m1-max", "Apple M1 Max GPU, 32 cores", "Apple newsroom, October 2021" M_GPU,
	  0, 10.4, 0, 0, 0, 0, 0, 400, 0 },
	{ "apple-m1-pro", "Apple M1 Pro GPU, 16 cores", "Apple newsroom, October 2021" M_GPU,
	  0, 5.2, 0, 0, 0, 0, 0, 200, 0 },
	{ "apple-m2", "Apple M2 GPU, 10 cores", "Apple newsroom, June 2022" M_GPU,
	  0, 3.6, 0, 0, 0, 0, 0, 100, 0 },
	{ "core-i7-10700k", "Intel Core i7-10700K",
	  "Intel ARK: 8 cores, 5.1 GHz, DDR4-2933 x2; 2 AVX2 FMA a cycle",
	  0.6528, 1.3056, 0, 0, 0, 0, 0, 46.9, 16 },
	{ "epyc-7763", "AMD EPYC 7763", "AMD: 64 cores, 3.5 GHz, DDR4-3200 x8; 2 AVX2 FMA a cycle",
	  3.584, 7.168, 0, 0, 0, 0, 0, 204.8, 256 },
	{ "epyc-9654", "AMD EPYC 9654",
	  "AMD: 96 cores, 3.7 GHz, DDR5-4800 x12; one 512-bit FMA, VDPBF16 or VNNI a cycle",
	  5.6832, 11.3664, 0, 22.7328, 0, 45.4656, 0, 460.8, 384 },
	{ "graviton3", "AWS Graviton3",
	  "WikiChip: 64 Neoverse V1 at 2.6 GHz, DDR5-4800 x8; 2 256-bit SVE FMA, BFMMLA, SMMLA a cycle",
	  2.6624, 5.3248, 10.6496, 21.2992, 0, 42.5984, 0, 307.2, 32 },
	{ "h100-pcie", "NVIDIA H100 80GB (PCIe)", HOPPER, 51, 51, 756, 756, 1513, 1513, 0, 2000, 50 },
	{ "h100-sxm", "NVIDIA H100 80GB (SXM)", HOPPER, 67, 67, 989, 989, 1979, 1979, 0, 3350, 50 },
	{ "h200-sxm", "NVIDIA H200 141GB (SXM)", "NVIDIA H200 datasheet, without sparsity",
	  67, 67, 989, 989, 1979, 1979, 0, 4800, 50 },
	{ "jetson-agx-orin", "NVIDIA Jetson AGX Orin 64GB", ORIN, 0, 5.3, 42.5, 42.5, 0, 85, 0, 204.8, 4 },
	{ "jetson-orin-nano", "NVIDIA Jetson Orin Nano 8GB", ORIN, 0, 1.28, 10, 10, 0, 20, 0, 68, 0 },
	{ "l4", "NVIDIA L4", "NVIDIA L4 datasheet, without sparsity",
	  0, 30.3, 121, 121, 242.5, 242.5, 0, 300, 48 },
	{ "l40s", "NVIDIA L40S", "NVIDIA L40S datasheet, without sparsity",
	  0, 91.6, 362.05, 362.05, 733, 733, 0, 864, 96 },
	{ "mi250x", "AMD Instinct MI250X", "AMD Instinct MI250X datasheet, matrix units, both dies",
	  95.7, 95.7, 383, 383, 0, 383, 0, 3276.8, 16 },
	{ "mi300x", "AMD Instinct MI300X", "AMD Instinct MI300X datasheet, matrix units",
	  163.4, 163.4, 1307.4, 1307.4, 2614.9, 2614.9, 0, 5300, 256 },
	{ "raspberry-pi-4", "Raspberry Pi 4",
	  "BCM2711: 4 Cortex-A72 at 1.8 GHz, LPDDR4-3200 32 bit; one 128-bit NEON FMA a cycle",
	  0.0288, 0.0576, 0, 0, 0, 0, 0, 12.8, 1 },
	{ "raspberry-pi-5", "Raspberry Pi 5",
	  "BCM2712: 4 Cortex-A76 at 2.4 GHz, LPDDR4X-4267 32 bit; two 128-bit NEON FMA or SDOT a cycle",
	  0.0768, 0.1536, 0.3072, 0, 0, 0.6144, 0, 17.1, 2 },
	{ "rtx-3090", "NVIDIA GeForce RTX 3090", "NVIDIA Ampere GA102 whitepaper, FP16 accumulate",
	  0, 35.6, 142, 71, 0, 284, 568, 936, 6 },
	{ "rtx-4090", "NVIDIA GeForce RTX 4090", ADA, 0, 82.6, 330.3, 165.2, 660.6, 660.6, 1321.2, 1008, 72 },
	{ "ryzen-9-5950x", "AMD Ryzen 9 5950X", "AMD: 16 cores, 4.9 GHz, DDR4-3200 x2; 2 AVX2 FMA a cycle",
	  1.2544, 2.5088, 0, 0, 0, 0, 0, 51.2, 64 },
	{ "t4", "NVIDIA T4", "NVIDIA T4 datasheet; memory of 256 bit at 10 Gbit/s",
	  0, 8.1, 65, 0, 0, 130, 260, 320, 4 },
	{ "v100-pcie", "NVIDIA V100 (PCIe)", VOLTA, 7, 14, 112, 0, 0, 0, 0, 900, 6 },
	{ "v100-sxm2", "NVIDIA V100 (SXM2)", VOLTA, 7.8, 15.7, 125, 0, 0, 0, 0, 900, 6 },
	{ "xeon-8380", "Intel Xeon Platinum 8380",
	  "Intel ARK: 40 cores, 3.4 GHz, DDR4-3200 x8; 2 AVX-512 FMA or VNNI a cycle",
	  4.352, 8.704, 0, 0, 0, 34.816, 0, 204.8, 60 },
	{ "xeon-8480", "Intel Xeon Platinum 8480+",
	  "Intel ARK: 56 cores, 3.8 GHz, DDR5-4800 x8; 2 AVX-512 FMA a cycle, AMX for BF16 and INT8",
	  6.8096, 13.6192, 27.2384, 435.8144, 0, 871.6288, 0, 307.2, 105 },
};

enum { N_ENTRIES = sizeof(entries) / sizeof(entries[0]) };

static void
fill(const struct entry *e, struct fc_device *out)
{
	memset(out, 0, sizeof(*out));
	out->name = e->name;
	out->title = e->title;
	out->source = e->source;
	out->peak[FC_DTYPE_FLOAT64] = e->f64 * 1e12;
	out->peak[FC_DTYPE_FLOAT32] = e->f32 * 1e12;
	out->peak[FC_DTYPE_FLOAT16] = e->f16 * 1e12;
	out->peak[FC_DTYPE_BFLOAT16] = e->bf16 * 1e12;
	out->peak[FC_DTYPE_FLOAT8E4M3FN] = e->f8 * 1e12;
	out->peak[FC_DTYPE_INT8] = e->i8 * 1e12;
	out->peak[FC_DTYPE_INT4] = e->i4 * 1e12;
	out->bandwidth = e->bandwidth * 1e9;
	out->cache = (int64_t)(e->cache * (1 << 20));
}

bool
fc_device_at(size_t i, struct fc_device *out)
{
	if (i >= N_ENTRIES)
		return false;
	fill(&entries[i], out);
	return true;
}

bool
fc_device_find(const char *name, struct fc_device *out)
{
	for (size_t i = 0; i < N_ENTRIES; i++) {
		if (!strcmp(entries[i].name, name)) {
			fill(&entries[i], out);
			return true;
		}
	}
	return false;
}
