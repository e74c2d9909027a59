# bash completion for vizbench.
_vizbench() {
  local line=${COMP_LINE:0:COMP_POINT} command=$1 whole suggestion
  line=${line#"$command"}
  # What is completed is the part behind the last = or :, where bash breaks words; the suggestions are whole words.
  whole=${line##*[[:space:]]}
  local before=${whole%"$2"}
  COMPREPLY=()
  while IFS= read -r suggestion; do
    [[ $suggestion == "$before"* ]] && COMPREPLY+=("${suggestion#"$before"}")
  done < <("${command/#\~\//$HOME/}" '[suggest]' "$line" 2>/dev/null)
  # A value follows the equals sign at once.
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
}
complete -o bashdefault -o default -F _vizbench vizbench ./vizbench
