# flopcount.bash -- completion: the words come from the program's own tables

_flopcount()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=count options= commands row
	commands=$(flopcount help --words | tr '\n' ' ')
	case " $commands" in
	*" ${COMP_WORDS[1]} "*) [ "$COMP_CWORD" -lt 2 ] || command=${COMP_WORDS[1]} ;;
	esac
	COMPREPLY=()
	while read -r -a row; do # "-f,--format csv json": names, and the values it takes
		case ",${row[0]}," in
		*",$prev,"*)
			[ "${#row[@]}" -lt 2 ] || COMPREPLY=($(compgen -W "${row[*]:1}" -- "$cur"))
			[ "${#row[@]}" -lt 2 ] || return
			;;
		esac
		options="$options ${row[0]//,/ }"
	done < <(flopcount help --words "$command")
	case $cur in
	-*) COMPREPLY=($(compgen -W "$options" -- "$cur")) ;;
	*)
		COMPREPLY=($(compgen -f -- "$cur"))
		[ "$COMP_CWORD" -gt 1 ] || COMPREPLY+=($(compgen -W "$commands" -- "$cur"))
		;;
	esac
}
complete -o filenames -F _flopcount flopcount
