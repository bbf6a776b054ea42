#!/bin/bash
# Stands in for the service manager on a machine of a document: starts what the unit says, as the user
# that it says, and returns when it is ready or has ended; stops it by SIGTERM and waits.
set -eu
case "$1 ${2-}" in
  daemon-reload*) exit 0 ;;
  'enable --now') action=start name=$3 ;;
  *) action=$1 name=$2 ;;
esac
unit=/etc/systemd/system/$name.service
pid_file=/run/$name.pid
log=/run/$name.log
value() { sed -n "s/^$1=//p" "$unit"; }

case "$action" in
  start)
    # Words of the unit are words of commands.
    # shellcheck disable=SC2046
    (cd "$(value WorkingDirectory)" && exec env -i PATH="$PATH" $(value Environment) \
      setpriv --reuid="$(value User)" --regid="$(value Group)" --init-groups \
      --inh-caps=-all --bounding-set=-all --no-new-privs $(value ExecStart)) \
      </dev/null >"$log" 2>&1 &
    echo $! >"$pid_file"
    until vguard-node ready --data-dir "$(value WorkingDirectory)" >/dev/null 2>&1; do
      kill -0 "$(cat "$pid_file")" || { cat "$log" >&2; exit 1; }
    done
    ;;
  stop)
    kill -TERM "$(cat "$pid_file")"
    tail --pid="$(cat "$pid_file")" -f /dev/null
    ;;
  *)
    echo "systemctl: $action is not known here" >&2
    exit 2
    ;;
esac
