// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

namespace parley::ui {

/// Why there may be no conversations to show.
enum class ListState {
    Loading,
    Waiting, ///< there is no connection; it is tried again by itself
    NotConnected, ///< they cannot be loaded before the user signs in again or changes a setting
    Failed, ///< it is tried again by itself
    Loaded,
};

} // namespace parley::ui
