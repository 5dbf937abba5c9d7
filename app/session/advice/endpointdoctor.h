// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

namespace parley {

/// The endpoint doctor: fetches one token, just as a sign-in does, and says what newcomers get
/// wrong, in a fixed order. What a sign-in refuses fails a check. Three checks also tell what a
/// sign-in takes, but Twilio does not document or a user will stumble over: `prefixes`, `lifetime`
/// (less than three minutes) and `clock`.
class EndpointDoctor final : public QObject
{
    Q_OBJECT

public:
    /// What a check has found, for those who have words of their own for it; beside each what its
    /// arguments are.
    enum class Finding {
        HostAnswers, ///< host
        HostSilent, ///< host
        HostUnknown, ///< host
        NothingListens, ///< host
        HostUnreachable, ///< host
        AddressUnusable,
        NothingSent, ///< the user or the secret cannot be sent that way
        Secure,
        PlainOnThisMachine,
        CertificateBad,
        PortSpeaksHttp,
        PortSpeaksHttps,
        AddressPlain,
        StatusGood, ///< HTTP status
        StatusBad, ///< HTTP status
        ContentTypeTold, ///< type
        ContentTypeMissing,
        TokenShaped,
        AnswerIncomplete,
        AnswerUnusable, ///< none, but Check::error
        AlgorithmGood, ///< alg, cty
        AlgorithmWrong, ///< alg, cty; empty: missing
        TypeHeaderWrong, ///< alg, cty; empty: missing
        SidsGood,
        AccountSidWrong,
        KeySidWrong,
        ServiceSidWrong,
        GrantGood, ///< SID of the service
        GrantWithoutService,
        GrantMissing,
        IdentityGood, ///< identity
        IdentityMissing, ///< the one that it should be
        IdentityOther, ///< identity, the one that it should be
        LifeGood, ///< seconds
        LifeTooLong, ///< seconds
        LifeTooShort, ///< seconds
        TokenEnding, ///< in seconds
        TokenEnded, ///< seconds ago
        IssueTimeInvalid,
        StartNotSet,
        StartPast,
        StartInvalid,
        StartSoon, ///< in seconds
        StartInFuture, ///< in seconds
        ClocksAgree, ///< within seconds
        ComputerAhead, ///< seconds
        ComputerBehind, ///< seconds
        ServiceAccepts,
        ServiceRefuses, ///< status, code
        ServiceUnreachable,
        ServiceSilent,
    };

    /// `name`: reached, tls, status, contentType, jwt, algorithm, prefixes, grant, identity,
    /// lifetime, notBefore, clock, service. `fix` is empty when ok. `detail` and `fix` are English
    /// and speak of the options of the command line.
    struct Check
    {
        QString name {};
        bool ok = false;
        QString detail {};
        QString fix {};
        Finding finding {};
        QStringList arguments {}; ///< of the finding
        std::optional<TokenError> error {}; ///< of AnswerUnusable
    };

    EndpointDoctor(SessionConfig config, SessionParts parts, QObject *parent = nullptr);
    ~EndpointDoctor() override;

    /// Once per object. Ends with finished(); destroying the object cancels.
    void run(const QString &secret);

Q_SIGNALS:
    /// A check that cannot be made any more is left out.
    void checked(const parley::EndpointDoctor::Check &check);
    void finished(bool allOk);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
