// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandcall.h"
#include "cli/commandrunner.h"

#include <cmath>

namespace parley {

using namespace Qt::StringLiterals;

Session &CommandCall::session() const
{
    return m_runner->session();
}

chat::ChatClient &CommandCall::chat() const
{
    return m_runner->session().chat();
}

bool CommandCall::has(const QString &key) const
{
    const QJsonValue value = m_arguments.value(key);
    return !value.isUndefined() && !value.isNull();
}

std::optional<QString> CommandCall::text(const QString &key) const
{
    const QJsonValue value = m_arguments.value(key);
    if (!value.isString() || value.toString().isEmpty())
        return refuse(key, u"a text that is not empty"_s);
    return value.toString();
}

std::optional<QString> CommandCall::textOr(const QString &key, const QString &otherwise) const
{
    if (!has(key))
        return otherwise;
    const QJsonValue value = m_arguments.value(key);
    if (!value.isString())
        return refuse(key, u"a text"_s);
    return value.toString();
}

std::optional<qint64> CommandCall::wholeNumber(const QString &key, qint64 from, qint64 to) const
{
    constexpr double exact = 9e15; // beyond it a JSON number is no whole number any more
    const QJsonValue value = m_arguments.value(key);
    const double number = value.toDouble(std::numeric_limits<double>::quiet_NaN());
    if (value.isDouble() && std::abs(number) < exact && std::trunc(number) == number
        && qint64(number) >= from && qint64(number) <= to)
        return qint64(number);
    return refuse(key,
                  to == std::numeric_limits<qint64>::max()
                      ? u"a whole number from %1"_s.arg(from)
                      : u"a whole number from %1 to %2"_s.arg(from).arg(to));
}

std::optional<qint64> CommandCall::wholeNumberOr(const QString &key, qint64 otherwise, qint64 from,
                                                 qint64 to) const
{
    return has(key) ? wholeNumber(key, from, to) : std::optional(otherwise);
}

std::optional<bool> CommandCall::flagOr(const QString &key, bool otherwise) const
{
    if (!has(key))
        return otherwise;
    if (!m_arguments.value(key).isBool())
        return refuse(key, u"true or false"_s);
    return m_arguments.value(key).toBool();
}

std::optional<QJsonObject> CommandCall::object(const QString &key) const
{
    if (!m_arguments.value(key).isObject())
        return refuse(key, u"an object"_s);
    return m_arguments.value(key).toObject();
}

std::optional<QJsonObject> CommandCall::objectOrNone(const QString &key) const
{
    return has(key) ? object(key) : std::optional(QJsonObject());
}

std::optional<MessagePlace> CommandCall::place() const
{
    const auto conversation = text(u"conversation"_s);
    if (!conversation)
        return std::nullopt;
    const auto index = wholeNumber(u"index"_s);
    if (!index)
        return std::nullopt;
    return MessagePlace { .conversation = *conversation, .index = *index };
}

QString CommandCall::sidOf(const QString &name) const
{
    const auto conversation = chat().conversations().find(name);
    return conversation ? conversation->sid : name;
}

void CommandCall::succeed(const QJsonValue &data) const
{
    m_runner->succeed(m_serial, data);
}

void CommandCall::fail(const QString &code, const QString &message) const
{
    m_runner->fail(m_serial, code, message);
}

void CommandCall::fail(const chat::ChatError &error) const
{
    const QString code = chat::codeName(error);
    fail(code, error.detail.isEmpty() ? code : error.detail);
}

std::nullopt_t CommandCall::refuse(const QString &key, const QString &what) const
{
    fail(u"invalid"_s, u"'%1' needs '%2', %3."_s.arg(m_name, key, what));
    return std::nullopt;
}

chat::Callback<chat::Nothing> CommandCall::answering() const
{
    return answering<chat::Nothing>([](chat::Nothing) { return QJsonObject(); });
}

} // namespace parley
