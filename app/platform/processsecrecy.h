// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

namespace parley {

/// No core dump or crash report of this process: it would hold each secret that is in memory. Call
/// it, and the next one, before the first secret comes in. Both do nothing where the environment
/// variable PARLEY_ALLOW_DEBUGGER is set, and in a build with a sanitizer, which has to look
/// itself.
void forbidCoreDumps();

/// That, and no other process of the user may look into this one (ptrace, /proc/PID/mem and
/// environ), where the system can forbid it: Linux only. Not for a program that talks to desktop
/// portals: they look which program is calling.
void keepMemoryPrivate();

} // namespace parley
