# fish completion for vizbench.
function __vizbench_suggestions
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -l current (commandline --current-token --cut-at-cursor)
    set -l suggestions (eval $words[1] "'[suggest]'" '"$words[2..-1] $current"' 2>/dev/null)
    if test (count $suggestions) -gt 0
        printf '%s\n' $suggestions
    else
        __fish_complete_path $current
    end
end
complete --command vizbench --no-files --arguments '(__vizbench_suggestions)'
