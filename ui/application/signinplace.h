// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "settings/uisettings.h"

#include <optional>

namespace parley {
struct SessionConfig;
}

namespace parley::ui {

class DemoService;
struct Options;

/// Where the start of the program signs in: what the options say, else where the last sign-in went.
class SignInPlace
{
public:
    /// All must outlive this object.
    SignInPlace(const Options &options, UiSettings &settings, const DemoService &demo);

    /// A second user on this desk: the next plain start goes on as the first one.
    [[nodiscard]] bool isGuest() const;
    /// Of the demo account that is offered first; may be empty.
    [[nodiscard]] QString demoIdentity() const;
    /// What the form has at first; empty: nothing is known.
    [[nodiscard]] std::optional<UiSettings::SignIn> formValues() const;
    /// For a sign-in without questions, if the keychain has its part. Empty: there is none.
    [[nodiscard]] std::optional<SessionConfig> resumable(const QString &dataFolder) const;
    /// Whether resumable() is at the demo service.
    [[nodiscard]] bool isResumedInDemo() const;
    /// For the next start, unless the user is a guest.
    void remember(const SessionConfig &config, bool isDemo);
    void forgetIdentity();

private:
    const Options &m_options;
    UiSettings &m_settings;
    const DemoService &m_demo;
};

} // namespace parley::ui
