#compdef vizbench
# zsh completion for vizbench.
_vizbench() {
  local -a suggestions open closed
  suggestions=("${(@f)$(${~words[1]} '[suggest]' "${(j: :)words[2,CURRENT-1]} $PREFIX" 2>/dev/null)}")
  # A value follows the equals sign at once.
  open=(${(M)suggestions:#*=})
  closed=(${suggestions:#*=})
  if (( $#open + $#closed == 0 )); then
    _files
    return
  fi
  (( $#open )) && compadd -S '' -a open
  (( $#closed )) && compadd -a closed
}
if [[ $funcstack[1] == _vizbench ]]; then _vizbench "$@"; else compdef _vizbench vizbench; fi
