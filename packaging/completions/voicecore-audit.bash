# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bash completion for voicecore-audit; installed as share/bash-completion/completions/voicecore-audit.

# Files that match a pattern, and directories on the way to them. A ~ stays a ~ on the line.
_voicecore_audit_files()
{
    local pattern=$1 current=$2 home="" name
    if [[ $current == "~/"* ]]; then home=$HOME; current=$HOME/${current:2}; fi
    COMPREPLY=()
    while IFS= read -r name; do
        local shown=$name
        [[ -n $home ]] && shown="~${name#"$home"}"
        if [[ -d $name ]]; then COMPREPLY+=("$shown/")
        elif [[ $name == $pattern ]]; then COMPREPLY+=("$shown"); fi
    done < <(compgen -f -- "$current")
    compopt -o filenames 2>/dev/null
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
}

_voicecore_audit_words()
{
    # shellcheck disable=SC2207  # the words are ours and hold no spaces
    COMPREPLY=($(compgen -W "$1" -- "$2"))
}

_voicecore_audit()
{
    local commands="init generate append types stats aggregates events state blame chain leaf casefile export db log snapshot read-model import pins trust verify report recheck"
    local global="--store --tenant --catalog --json --help"
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local command="" action="" i
    COMPREPLY=()
    # Readline splits --store=a.vcase at the "=".
    if [[ $current == "=" ]]; then current=""
    elif [[ $previous == "=" ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --store | --tenant | --catalog)
                [[ ${COMP_WORDS[i+1]} == "=" ]] && ((i++))
                ((i++)) ;;
            -*) ;;
            *) command=${COMP_WORDS[i]}; ((i + 1 < COMP_CWORD)) && action=${COMP_WORDS[i+1]}; break ;;
        esac
    done

    case $previous in
        --store) _voicecore_audit_files '*.vcase' "$current"; return ;;
        --projections) compopt -o dirnames 2>/dev/null; return ;;
        --catalog) _voicecore_audit_files '*.json' "$current"; return ;;
        --map) _voicecore_audit_files '*.json' "$current"; return ;;
        --key) _voicecore_audit_files '*' "$current"; return ;;
        --trust) _voicecore_audit_files '*.json' "$current"; return ;;
        --journal | --pins) _voicecore_audit_files '' "$current"; return ;;
        --sort) _voicecore_audit_words "id activity events" "$current"; return ;;
        --format)
            if [[ $command == chain ]]; then _voicecore_audit_words "tree dot json" "$current"
            else _voicecore_audit_words "jsonl csv table" "$current"; fi
            return ;;
        --tenant | --calls | --seed | --limit | --after | --type | --at-sequence | --at-time | --diff | --correlation | --fan-out | --platform-login | --name | --snapshot-every | --reason | --event | --aggregate | --from | --to | --block | --authority) return ;;
        --require) _voicecore_audit_words "self signed anchored" "$current"; return ;;
        --role) _voicecore_audit_words "auditor writer operator sequencer anchor" "$current"; return ;;
    esac

    local options=""
    case $command in
        "") _voicecore_audit_words "$commands $global --version" "$current"; return ;;
        generate) options="--calls --seed --snapshot-every" ;;
        append) options="--as-recorded --snapshot-every" ;;
        import) options="--map --dry-run --snapshot-every" ;;
        verify) options="--event --from --to --require --strict --foreign --offline --block --trust --pins --journal" ;;
        report) options="--aggregate --correlation --at-time --from --to --reveal --require --offline --block --trust --pins --journal" ;;
        recheck) options="--offline --block --trust --pins --journal" ;;
        aggregates) options="--limit --after --type --sort" ;;
        events) options="--limit --after --format" ;;
        state) options="--at-sequence --at-time --diff" ;;
        blame) options="--at-sequence --at-time" ;;
        chain) options="--correlation --format --fan-out" ;;
        export) options="--aggregate --correlation --type --from --to" ;;
        casefile)
            case $action in
                note) options="--event --aggregate --finding" ;;
                seal) options="--key" ;;
                new | bookmark | custody) ;;
                *) [[ $current == -* ]] || { _voicecore_audit_words "new note bookmark custody seal" "$current"; return; } ;;
            esac ;;
        db)
            case $action in
                migrate) options="--platform-login --dry-run --distributed" ;;
                member) [[ $current == -* ]] || { _voicecore_audit_words "add remove list" "$current"; return; }
                    options="--role" ;;
                tenant) [[ $current == -* ]] || { _voicecore_audit_words "add list close" "$current"; return; }
                    options="--name" ;;
                adopt) options="--reason --journal --key --trust" ;;
                status) ;;
                *) [[ $current == -* ]] || { _voicecore_audit_words "migrate status adopt member tenant" "$current"; return; } ;;
            esac ;;
        log)
            case $action in
                sequence) ;;
                checkpoint) options="--key --journal" ;;
                anchor) options="--from --trust" ;;
                timestamp) options="--authority --trust" ;;
                prove) options="--trust" ;;
                key) [[ $current == -* ]] || { _voicecore_audit_words "generate show" "$current"; return; }
                    options="--key --name" ;;
                *) [[ $current == -* ]] || { _voicecore_audit_words "sequence checkpoint prove anchor timestamp key" "$current"; return; } ;;
            esac ;;
        pins)
            case $action in
                list | compare) options="--pins --trust" ;;
                *) [[ $current == -* ]] || { _voicecore_audit_words "list compare" "$current"; return; } ;;
            esac ;;
        trust)
            case $action in
                show) options="--trust" ;;
                *) [[ $current == -* ]] || { _voicecore_audit_words "show" "$current"; return; } ;;
            esac ;;
        snapshot)
            case $action in
                create) options="--type --all-due --snapshot-every" ;;
                list) options="--limit --after" ;;
                audit) options="--foreign" ;;
                *) [[ $current == -* ]] || { _voicecore_audit_words "create list audit" "$current"; return; } ;;
            esac ;;
        read-model)
            case $action in
                list | catch-up | put) options="--projections" ;;
                show) options="--limit --after" ;;
                drift) options="--foreign --projections" ;;
                rebuild) options="--preview --projections" ;;
                delete) ;;
                *) [[ $current == -* ]] || { _voicecore_audit_words "list show drift catch-up rebuild put delete" "$current"; return; } ;;
            esac ;;
    esac
    if [[ $current == -* ]]; then _voicecore_audit_words "$options $global" "$current"; return; fi
    case $command in
        init | casefile | export) _voicecore_audit_files '*.vcase' "$current" ;;
        import) _voicecore_audit_files '*.csv' "$current" ;;
        report | recheck) _voicecore_audit_files '*.@(pdf|html|xlsx|csv|json)' "$current" ;;
        append | leaf) _voicecore_audit_files '*.json*' "$current" ;;
        *) _voicecore_audit_words "$options $global" "$current" ;;
    esac
}

complete -F _voicecore_audit voicecore-audit
