// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/lifecycletrace.h"

#include "token/enumname.h"
#include "token/isotime.h"

#include <QStringList>

namespace parley {

using namespace Qt::StringLiterals;
using namespace tokeneffect;

namespace {

using std::chrono::milliseconds;

qint64 number(milliseconds duration)
{
    return static_cast<qint64>(duration.count());
}

/// Builds one line; an effect without an operator here is not told.
class Writer
{
public:
    explicit Writer(const TraceContext &context)
        : m_context(context)
    { }

    QJsonObject operator()(const StartFetch &effect) const
    {
        return { { u"kind"_s, u"request"_s },
                 { u"trigger"_s, enumName(effect.trigger) },
                 { u"attempt"_s, effect.attempt } };
    }
    QJsonObject operator()(const FetchFinished &effect) const
    {
        QStringList joined;
        for (const auto trigger : effect.joined)
            joined.append(enumName(trigger));
        return { { u"kind"_s, u"requestEnded"_s },
                 { u"trigger"_s, enumName(effect.trigger) },
                 { u"joined"_s, joined.join(u',') } };
    }
    QJsonObject operator()(const TriggerJoined &effect) const
    {
        return { { u"kind"_s, u"joined"_s }, { u"trigger"_s, enumName(effect.trigger) } };
    }
    QJsonObject operator()(const RequestHeldBack &effect) const
    {
        QJsonObject fields { { u"kind"_s, u"notAsked"_s },
                             { u"trigger"_s, enumName(effect.trigger) },
                             { u"because"_s, effect.because } };
        if (effect.allowedAt)
            addMoment(fields, u"allowed"_s, *effect.allowedAt - m_context.now.monotonic);
        return fields;
    }
    QJsonObject operator()(const TokenUpdateFailed &effect) const
    {
        const TokenError &error = effect.error;
        QJsonObject fields { { u"kind"_s, u"failed"_s },
                             { u"code"_s, codeName(error.code) },
                             { u"detail"_s, error.detail },
                             { u"trigger"_s, enumName(effect.trigger) },
                             { u"attempt"_s, effect.attempt } };
        if (error.malformation != TokenError::Malformation::None)
            fields.insert(u"malformation"_s, malformationName(error.malformation));
        if (error.httpStatus != 0)
            fields.insert(u"httpStatus"_s, error.httpStatus);
        if (effect.retryIn)
            addMoment(fields, u"retry"_s, *effect.retryIn);
        return fields;
    }
    QJsonObject operator()(const TokenAdmitted &effect) const
    {
        QJsonObject fields { { u"kind"_s, u"admitted"_s },
                             { u"generation"_s, static_cast<qint64>(effect.generation) },
                             { u"fingerprint"_s, effect.token.fingerprint() },
                             { u"lifeMs"_s, number(effect.life) },
                             { u"leftMs"_s, number(effect.left) } };
        addMoment(fields, u"refresh"_s, effect.refreshAt - m_context.now.monotonic);
        return fields;
    }
    QJsonObject operator()(const TokenHeld &effect) const
    {
        return { { u"kind"_s, u"held"_s }, { u"forMs"_s, number(effect.wait) } };
    }
    QJsonObject operator()(const ShortLifeNoted &effect) const
    {
        return { { u"kind"_s, u"policyWarning"_s },
                 { u"about"_s, u"shortLife"_s },
                 { u"lifeMs"_s, number(effect.life) } };
    }
    QJsonObject operator()(const StateChanged &effect) const
    {
        return { { u"kind"_s, u"state"_s }, { u"state"_s, enumName(effect.state) } };
    }
    QJsonObject operator()(const TokenUpdated &effect) const
    {
        return { { u"kind"_s, u"updated"_s },
                 { u"generation"_s, static_cast<qint64>(effect.generation) },
                 { u"reason"_s, enumName(effect.reason) } };
    }
    QJsonObject operator()(const TokenAboutToExpire &effect) const
    {
        return { { u"kind"_s, u"aboutToExpire"_s },
                 { u"source"_s, enumName(effect.source) },
                 { u"leftMs"_s, number(effect.left) } };
    }
    QJsonObject operator()(const TokenExpired &effect) const
    {
        return { { u"kind"_s, u"expired"_s },
                 { u"generation"_s, static_cast<qint64>(effect.generation) } };
    }
    QJsonObject operator()(const SignInRequired &effect) const
    {
        return { { u"kind"_s, u"signInRequired"_s }, { u"reason"_s, enumName(effect.reason) } };
    }
    QJsonObject operator()(const WarningChanged &effect) const
    {
        const bool isShown = effect.warning.has_value();
        return { { u"kind"_s, isShown ? u"warningShown"_s : u"warningCleared"_s },
                 { u"warning"_s, enumName(isShown ? *effect.warning : *effect.before) } };
    }
    QJsonObject operator()(const TokenAccepted &effect) const
    {
        return { { u"kind"_s, u"applied"_s },
                 { u"consumer"_s, m_context.consumerName(effect.consumer) },
                 { u"generation"_s, static_cast<qint64>(effect.generation) } };
    }
    QJsonObject operator()(const TokenRefused &effect) const
    {
        return { { u"kind"_s, u"rejected"_s },
                 { u"consumer"_s, m_context.consumerName(effect.consumer) },
                 { u"generation"_s, static_cast<qint64>(effect.generation) },
                 { u"status"_s, effect.rejection.status },
                 { u"serviceCode"_s, effect.rejection.errorCode } };
    }
    QJsonObject operator()(const TokenDoubted &effect) const
    {
        return { { u"kind"_s, u"doubted"_s },
                 { u"generation"_s, static_cast<qint64>(effect.generation) } };
    }
    QJsonObject operator()(const GivenTokenRefused &effect) const
    {
        return { { u"kind"_s, u"givenTokenRefused"_s }, { u"code"_s, codeName(effect.code) } };
    }
    QJsonObject operator()(const ClockContradicted &effect) const
    {
        return { { u"kind"_s, u"clockContradiction"_s },
                 { u"generation"_s, static_cast<qint64>(effect.generation) } };
    }
    QJsonObject operator()(const ClockJumped &effect) const
    {
        return { { u"kind"_s, u"audit"_s },
                 { u"cause"_s, effect.cause },
                 { u"sleptMs"_s, number(effect.slept) },
                 { u"setMs"_s, number(effect.set) } };
    }
    QJsonObject operator()(const NetworkNoted &effect) const
    {
        return { { u"kind"_s, u"network"_s }, { u"state"_s, enumName(effect.state) } };
    }
    template <typename Untold> QJsonObject operator()(const Untold &) const { return {}; }

private:
    /// `<name>InMs` from now, and `<name>At` by the server's clock.
    void addMoment(QJsonObject &fields, const QString &name, milliseconds in) const
    {
        const auto wait = std::max(in, milliseconds(0));
        fields.insert(name + "InMs"_L1, number(wait));
        fields.insert(name + "At"_L1,
                      isoTime(m_context.lifecycle.serverTime(m_context.now) + wait));
    }

    const TraceContext &m_context;
};

} // namespace

QJsonObject traceEntry(const TokenEffect &effect, const TraceContext &context)
{
    QJsonObject fields = std::visit(Writer(context), effect);
    if (fields.isEmpty())
        return fields;
    fields.insert(u"at"_s, isoTime(context.now.wall));
    fields.insert(u"serverAt"_s, isoTime(context.lifecycle.serverTime(context.now)));
    if (!fields.contains("generation"_L1))
        fields.insert(u"generation"_s, static_cast<qint64>(context.lifecycle.lastGeneration()));
    return fields;
}

} // namespace parley
