#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
#
# with-keyring.sh FOLDER PROGRAM [ARGUMENT…]: runs PROGRAM in a D-Bus session of its own with an
# unlocked gnome-keyring whose files, like everything else of the user's, lie in FOLDER. Without the
# tools the program runs as it is, with PARLEY_NO_KEYRING saying why, so that it can skip visibly.
# With PARLEY_BARE_BUS set no keyring runs, and the bus starts none: PROGRAM does that itself.
set -eu

folder=$1
shift

for tool in dbus-run-session gnome-keyring-daemon secret-tool; do
    if ! command -v "$tool" >/dev/null 2>&1; then
        PARLEY_NO_KEYRING="$tool is not installed" exec "$@"
    fi
done

rm -rf "$folder"
mkdir -p "$folder/runtime"
chmod 700 "$folder" "$folder/runtime"
HOME=$folder
XDG_RUNTIME_DIR=$folder/runtime
XDG_CONFIG_HOME=$folder/.config
XDG_DATA_HOME=$folder/.local/share
XDG_CACHE_HOME=$folder/.cache
XDG_STATE_HOME=$folder/.local/state
PARLEY_PRIVATE_HOME=$folder
export HOME XDG_RUNTIME_DIR XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME PARLEY_PRIVATE_HOME
unset DISPLAY WAYLAND_DISPLAY GNOME_KEYRING_CONTROL DBUS_SESSION_BUS_ADDRESS || true

if [ -n "${PARLEY_BARE_BUS:-}" ]; then
    cat >"$folder/bus.conf" <<END
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=$folder/runtime</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
END
    exec dbus-run-session --config-file="$folder/bus.conf" -- "$@"
fi

exec dbus-run-session -- sh -c '
    printf %s pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
    exec "$@"' sh "$@"
