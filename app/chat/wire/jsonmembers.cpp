// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/wire/jsonmembers.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <map>
#include <optional>
#include <vector>

namespace parley::chat {

namespace {

/// One member as it stands between two commas, blanks included.
struct Member
{
    QString key {};
    QString text {};
};

QString toText(const QJsonValue &value)
{
    // QJsonDocument takes only arrays and objects at the top.
    const QByteArray array = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

std::optional<Member> memberOf(QStringView text)
{
    const qsizetype start = text.indexOf(u'"');
    qsizetype end = start + 1;
    while (start >= 0 && end < text.size() && text[end] != u'"')
        end += text[end] == u'\\' ? 2 : 1;
    if (start < 0 || end >= text.size())
        return std::nullopt;
    const QString quoted = u'[' + text.sliced(start, end + 1 - start).toString() + u']';
    const QJsonArray key = QJsonDocument::fromJson(quoted.toUtf8()).array();
    return Member { key.at(0).toString(), text.toString() };
}

/// The members of \a object, a valid JSON object, in their order.
std::optional<std::vector<Member>> membersOf(QStringView object)
{
    std::vector<Member> members;
    const QStringView inner = object.trimmed().sliced(1).chopped(1);
    int depth = 0;
    qsizetype start = 0;
    bool isInString = false;
    for (qsizetype i = 0; i <= inner.size(); ++i) {
        const QChar c = i < inner.size() ? inner[i] : QChar(u',');
        if (isInString) {
            if (c == u'\\')
                ++i;
            else if (c == u'"')
                isInString = false;
        } else if (c == u'"') {
            isInString = true;
        } else if (c == u'[' || c == u'{') {
            ++depth;
        } else if (c == u']' || c == u'}') {
            --depth;
        } else if (c == u',' && depth == 0) {
            const std::optional<Member> member = memberOf(inner.sliced(start, i - start));
            if (!member)
                return std::nullopt;
            members.push_back(*member);
            start = i + 1;
        }
    }
    return members;
}

} // namespace

QString withChangedMembers(const QString &text, const QJsonObject &present,
                           const QJsonObject &wanted)
{
    const QString whole = QString::fromUtf8(QJsonDocument(wanted).toJson(QJsonDocument::Compact));
    if (present.isEmpty() || wanted.isEmpty() || !QJsonDocument::fromJson(text.toUtf8()).isObject())
        return whole;
    const std::optional<std::vector<Member>> members = membersOf(text);
    if (!members)
        return whole;
    std::map<QString, std::size_t> last; // of members with one name the last one counts
    for (std::size_t i = 0; i < members->size(); ++i)
        last[members->at(i).key] = i;

    QStringList parts;
    for (std::size_t i = 0; i < members->size(); ++i) {
        const Member &member = members->at(i);
        const QJsonValue value = wanted.value(member.key);
        if (value.isUndefined())
            continue;
        if (value == present.value(member.key))
            parts.append(member.text);
        else if (last.at(member.key) == i)
            parts.append(toText(member.key) + u':' + toText(value));
    }
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        if (!last.contains(it.key()))
            parts.append(toText(it.key()) + u':' + toText(it.value()));
    }
    return u'{' + parts.join(u',') + u'}';
}

} // namespace parley::chat
