/* replay.c -- run a fuzzer's function over files and folders, without its engine */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static int n_files;

static void
die(const char *path)
{
	perror(path);
	exit(1);
}

/* A buffer of just that size, so that a sanitizer sees the byte behind it. */
static void
replay_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data;
	long size = 0;

	if (!f || fseek(f, 0, SEEK_END) || (size = ftell(f)) < 0 || fseek(f, 0, SEEK_SET))
		die(path);
	data = malloc(size ? (size_t)size : 1);
	if (!data || fread(data, 1, (size_t)size, f) != (size_t)size)
		die(path);
	fclose(f);
	printf("%s\n", path);
	fflush(stdout);
	LLVMFuzzerTestOneInput(data, (size_t)size);
	free(data);
	n_files++;
}

static void
replay(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t size;
	char *name;

	if (!dir) {
		replay_file(path);
		return;
	}
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		size = strlen(path) + strlen(entry->d_name) + 2;
		name = malloc(size);
		if (!name)
			die(path);
		snprintf(name, size, "%s/%s", path, entry->d_name);
		replay(name);
		free(name);
	}
	closedir(dir);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	printf("%d files\n", n_files);
	return n_files ? 0 : 1;
}
