# Completes charfinder's options and their values in bash. Checked by tests/integration/test_manual.py.
# charfinder update
_charfinder_update()
{
    case $3 in
    --unicode | --cldr) COMPREPLY=($(compgen -W 'latest none' -- "$2")) ;;
    --into)
        compopt -o filenames
        COMPREPLY=($(compgen -d -- "$2"))
        ;;
    --offline-from)
        compopt -o filenames
        COMPREPLY=($(compgen -f -- "$2"))
        ;;
    --mirror | --jobs | -j | --stall-seconds | --tries | --backoff-ms | --pause-ms) ;;
    *)
        COMPREPLY=($(compgen -W '
            --unicode --cldr --mirror --jobs --into --check --offline-from --allow-missing
            --reload --no-reload --json --stall-seconds --tries --backoff-ms --pause-ms --help --version
            ' -- "$2"))
        ;;
    esac
}

# charfinder
_charfinder()
{
    local current=$2 previous=$3

    COMPREPLY=()
    if [[ ${COMP_CWORD-0} -gt 1 && ${COMP_WORDS[1]} == update ]]; then
        _charfinder_update "$@"
        return
    fi
    case $previous in
    --scope | -s) COMPREPLY=($(compgen -W 'name all' -- "$current")) ;;
    --sort | -o) COMPREPLY=($(compgen -W 'codepoint relevance' -- "$current")) ;;
    --variants) COMPREPLY=($(compgen -W 'fold show' -- "$current")) ;;
    --color) COMPREPLY=($(compgen -W 'auto always never' -- "$current")) ;;
    --list | -L) COMPREPLY=($(compgen -W 'blocks scripts categories ages columns' -- "$current")) ;;
    --limit | -n) COMPREPLY=($(compgen -W 'all' -- "$current")) ;;
    --state-dir | --sources-dir | --names-dir)
        compopt -o filenames
        COMPREPLY=($(compgen -d -- "$current"))
        ;;
    --lang | -l | --only-lang | --languages | --inspect | -i | --format | -f) ;;
    *)
        [[ $current == -* ]] && COMPREPLY=($(compgen -W '
            --scope --sort --lang --only-lang --variants --limit --all --format --json --tsv --color
            --explain --inspect --list --dump-index --sources --state-dir --languages --sources-dir --names-dir
            --help --version
            ' -- "$current"))
        ;;
    esac
} && complete -F _charfinder charfinder
