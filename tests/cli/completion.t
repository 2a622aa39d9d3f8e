What a shell offers. The words come from the tables of options.

== commands
$ flopcount help --words
> count
> baseline
> check
> compare
> device
> diff
> explain
> help
> init
> ops
> time

== options of one
$ flopcount help --words ops
> -f,--format table csv
> --ops
> -q,--quiet
> -v,--verbose
> --color auto always never
> -h,--help
> --version

== values of an option
$ flopcount help --words count | grep -e --format -e --by
> -f,--format csv dot html json jsonl md svg table
> --by node module op

== an option, half typed
$ bash -c '. "$TREE/completions/flopcount.bash"; COMP_WORDS=(flopcount --co); COMP_CWORD=1; _flopcount; printf "%s\n" "${COMPREPLY[@]}"'
> --convention
> --columns
> --color

== its values
$ bash -c '. "$TREE/completions/flopcount.bash"; COMP_WORDS=(flopcount -f j); COMP_CWORD=2; _flopcount; printf "%s\n" "${COMPREPLY[@]}"'
> json
> jsonl

== a command, or a file
$ bash -c '. "$TREE/completions/flopcount.bash"; COMP_WORDS=(flopcount e); COMP_CWORD=1; _flopcount; printf "%s\n" "${COMPREPLY[@]}"'
> explain

== options of a command
$ bash -c '. "$TREE/completions/flopcount.bash"; COMP_WORDS=(flopcount explain --m); COMP_CWORD=2; _flopcount; printf "%s\n" "${COMPREPLY[@]}"'
> --method
