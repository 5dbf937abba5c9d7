// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/signinplace.h"

#include "application/demoservice.h"
#include "application/options.h"

namespace parley::ui {

SignInPlace::SignInPlace(const Options &options, UiSettings &settings, const DemoService &demo)
    : m_options(options)
    , m_settings(settings)
    , m_demo(demo)
{ }

bool SignInPlace::isGuest() const
{
    return !m_options.user.isEmpty() || m_demo.isShared();
}

QString SignInPlace::demoIdentity() const
{
    if (!m_options.user.isEmpty())
        return m_options.user;
    const std::optional<UiSettings::SignIn> last = m_settings.lastSignIn();
    return last && last->embedded ? last->identity : QString();
}

std::optional<UiSettings::SignIn> SignInPlace::formValues() const
{
    std::optional<UiSettings::SignIn> values = m_settings.lastSignIn();
    if (!m_options.tokenUrl.isEmpty()) {
        values = values.value_or(UiSettings::SignIn {});
        values->tokenUrl = m_options.tokenUrl;
        values->auth = m_options.auth;
        values->serviceUrl = m_options.serviceUrl;
    } else if (values && values->embedded) {
        return {};
    }
    return values;
}

bool SignInPlace::isResumedInDemo() const
{
    const std::optional<UiSettings::SignIn> last = m_settings.lastSignIn();
    return m_options.tokenUrl.isEmpty() && (!last || last->embedded);
}

std::optional<SessionConfig> SignInPlace::resumable(const QString &dataFolder) const
{
    if (m_demo.isShared() && m_options.user.isEmpty())
        return {};
    const std::optional<UiSettings::SignIn> last = m_settings.lastSignIn();
    const QString identity
        = !m_options.user.isEmpty() ? m_options.user : (last ? last->identity : QString());
    if (identity.isEmpty())
        return {};
    SessionConfig config;
    if (isResumedInDemo()) {
        if (!m_demo.accounts().contains(identity))
            return {};
        config = m_demo.configFor(identity);
    } else {
        const bool byOption = !m_options.tokenUrl.isEmpty();
        config.tokenUrl = byOption ? m_options.tokenUrl : last->tokenUrl;
        config.auth = byOption ? m_options.auth : last->auth;
        config.serviceUrl = byOption ? m_options.serviceUrl : last->serviceUrl;
        config.region = m_options.region;
        config.identity = identity;
        config.dataFolder = dataFolder;
    }
    if (!config.problem().isEmpty())
        return {};
    config.alwaysAskKeychain = !m_options.user.isEmpty(); // the user has named the entry
    return config;
}

void SignInPlace::remember(const SessionConfig &config, bool isDemo)
{
    if (isGuest())
        return;
    m_settings.setLastSignIn({ .embedded = isDemo,
                               .tokenUrl = config.tokenUrl,
                               .auth = config.auth,
                               .serviceUrl = config.serviceUrl,
                               .identity = config.identity });
}

void SignInPlace::forgetIdentity()
{
    if (!isGuest())
        m_settings.forgetIdentity();
}

} // namespace parley::ui
