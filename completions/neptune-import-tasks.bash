# Completion of neptune-import-tasks for bash: source this file in ~/.bashrc.
# Written by scripts/completion.mjs (`make completions`).

_neptune_import_tasks() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= each
  case $previous in
    --kind) COMPREPLY=($(compgen -W "task-id graph-id role-arn" -- "$word")); return ;;
    --revision) COMPREPLY=($(compgen -W "documented current" -- "$word")); return ;;
    --operation) COMPREPLY=($(compgen -W "cancel get list" -- "$word")); return ;;
    --status | --concurrency | --graph-id | --max-results | --max-wait | --poll-interval | --region | --profile | --endpoint-url | --max-attempts | --attempt-timeout) COMPREPLY=(); return ;;
  esac
  local skips=
  for each in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    # The value of an option is not a command.
    if [[ $skips ]]; then skips=; continue; fi
    case $each in
      --kind | --revision | --operation | --status | --concurrency | --graph-id | --max-results | --max-wait | --poll-interval | --region | --profile | --endpoint-url | --max-attempts | --attempt-timeout) skips=1 ;;
      check | request | cancel | get | watch | list) command=$each; break ;;
    esac
  done
  local words
  case $command in
    check) words="--kind --revision --json --quiet --debug --help --version --region --profile --endpoint-url --use-fips --use-dualstack --no-sign-request --max-attempts --attempt-timeout" ;;
    request) words="--operation --explain --curl --json --quiet --debug --help --version --region --profile --endpoint-url --use-fips --use-dualstack --no-sign-request --max-attempts --attempt-timeout" ;;
    cancel) words="--wait --yes --max-wait --poll-interval --concurrency --json --quiet --debug --help --version --region --profile --endpoint-url --use-fips --use-dualstack --no-sign-request --max-attempts --attempt-timeout" ;;
    get) words="--json --quiet --debug --help --version --region --profile --endpoint-url --use-fips --use-dualstack --no-sign-request --max-attempts --attempt-timeout" ;;
    watch) words="--max-wait --poll-interval --json --quiet --debug --help --version --region --profile --endpoint-url --use-fips --use-dualstack --no-sign-request --max-attempts --attempt-timeout" ;;
    list) words="--graph-id --status --max-results --json --quiet --debug --help --version --region --profile --endpoint-url --use-fips --use-dualstack --no-sign-request --max-attempts --attempt-timeout" ;;
    *) words="check request cancel get watch list help --json --quiet --debug --help --version --region --profile --endpoint-url --use-fips --use-dualstack --no-sign-request --max-attempts --attempt-timeout" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _neptune_import_tasks neptune-import-tasks
