/* find.h -- operands into models: files, directories, lists of names */
#ifndef FC_CLI_FIND_H
#define FC_CLI_FIND_H

struct fc_list;
struct fc_settings;

/*
 * Append the path of each model that the operands and --files-from name, in
 * order; directories are searched, and what they hold is sorted. What does not exist stays in
 * the list: opening it says why. Answers an exit code, after an error.
 */
int fc_find_models(struct fc_settings *s, struct fc_list *out);

#endif
