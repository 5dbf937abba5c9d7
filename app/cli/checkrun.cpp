// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/checkrun.h"
#include "session/events/eventjson.h"

namespace parley {

using namespace Qt::StringLiterals;

namespace {

// The check looks into the keychain and changes nothing.

SessionConfig withoutFolder(SessionConfig config)
{
    config.dataFolder.clear();
    return config;
}

SessionParts withoutNotes(SessionParts parts)
{
    parts.knownSignIns = nullptr;
    return parts;
}

} // namespace

CheckRun::CheckRun(const CliOptions &options, SessionParts parts, LineReader &input,
                   EventOutput &output, QObject *parent)
    : QObject(parent)
    , m_clock(parts.clock)
    , m_output(output)
    , m_doctor(options.session, parts)
    , m_saved(withoutFolder(options.session), withoutNotes(parts))
    , m_input(options, input)
{
    connect(&m_doctor, &EndpointDoctor::checked, this, &CheckRun::takeCheck);
    connect(&m_doctor, &EndpointDoctor::finished, this, [this](bool allOk) {
        Q_EMIT finished(allOk ? ExitStatus::Clean : ExitStatus::CheckFailed);
    });
    connect(&m_input, &SecretInput::secretRead, &m_doctor, &EndpointDoctor::run);
    connect(&m_input, &SecretInput::keychainWanted, this, &CheckRun::readKeychain);
    connect(&m_input, &SecretInput::secretMissing, this,
            [this] { refuse(u"the first line of standard input must be the password"_s); });
    connect(&m_saved, &SavedSignIn::loaded, this, [this](const SignInEntry &entry) {
        if (!entry.credential.secret.isEmpty())
            m_doctor.run(entry.credential.secret);
        else // using it up here could end the sign-in that other programs have
            refuse(u"the keychain has a session, no password: use --password-stdin or "
                   "--password-env"_s);
    });
    connect(&m_saved, &SavedSignIn::loadFailed, this, [this](const QString &detail) {
        refuse(detail + u" Use --password-stdin or --password-env."_s);
    });
}

void CheckRun::start()
{
    m_input.start();
}

void CheckRun::terminate()
{
    Q_EMIT finished(ExitStatus::Other);
}

void CheckRun::readKeychain()
{
    m_saved.read(SavedSignIn::Asking::Always);
}

void CheckRun::refuse(const QString &why)
{
    note(why);
    Q_EMIT finished(ExitStatus::Usage);
}

void CheckRun::takeCheck(const EndpointDoctor::Check &check)
{
    m_output.write({ { u"event"_s, u"check"_s },
                     { u"at"_s, eventjson::time(m_clock.wallNow()) },
                     { u"name"_s, check.name },
                     { u"ok"_s, check.ok },
                     { u"detail"_s, check.detail },
                     { u"fix"_s, check.fix } });
}

} // namespace parley
