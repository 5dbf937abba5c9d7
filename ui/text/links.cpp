// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/links.h"

#include "text/showntext.h"

#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

namespace parley::ui {

using namespace Qt::StringLiterals;
namespace {

/// Marks that end a sentence are not part of the address before them; a closing bracket only is if
/// the address opened it.
QString withoutTrailingMarks(const QString &address)
{
    // Counted once: an address may be as long as a message.
    qsizetype openRound = address.count(u'(') - address.count(u')');
    qsizetype openSquare = address.count(u'[') - address.count(u']');
    qsizetype length = address.size();
    for (; length > 0; --length) {
        const QChar last = address.at(length - 1);
        if (last == u')' && openRound < 0)
            ++openRound;
        else if (last == u']' && openSquare < 0)
            ++openSquare;
        else if (!QStringView(u".,;:!?'\"»”’").contains(last))
            break;
    }
    return address.left(length);
}

/// A mail link can have more fields than the text and the recipients: with `attach` some mail
/// programs attach files of this computer. The author of a link must not choose such files.
bool isHarmlessMail(const QUrl &url)
{
    static const QStringList known { u"subject"_s, u"body"_s, u"cc"_s, u"bcc"_s, u"to"_s };
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    return url.path().contains(u'@')
        && std::all_of(items.begin(), items.end(), [](const auto &item) {
               return known.contains(item.first, Qt::CaseInsensitive);
           });
}

} // namespace

std::vector<Link> findLinks(const QString &text)
{
    static const QRegularExpression pattern(
        // An address ends at whatever could make it look like another one.
        u"\\b(?:https?://|mailto:)[^\\s\\p{Cc}\\p{Cf}\\p{Z}<>\"]+"_s,
        QRegularExpression::CaseInsensitiveOption);
    std::vector<Link> links;
    QRegularExpressionMatchIterator matches = pattern.globalMatch(text);
    while (matches.hasNext() && links.size() < MaxLinks) {
        const QRegularExpressionMatch match = matches.next();
        const QString address = withoutTrailingMarks(match.captured());
        const QUrl url(address, QUrl::StrictMode);
        if (isOpenable(url))
            links.push_back({ int(match.capturedStart()), int(address.size()), url });
    }
    return links;
}

QString withIsolatedLinks(const QString &text, std::vector<Link> &links)
{
    if (links.empty() || !mayReorder(text))
        return text;
    QString isolated;
    qsizetype copied = 0;
    for (Link &link : links) {
        isolated += QStringView(text).mid(copied, link.start - copied);
        isolated += QChar(LeftToRightIsolate);
        copied = link.start + link.length;
        const auto start = int(isolated.size());
        isolated += QStringView(text).mid(link.start, link.length);
        isolated += QChar(PopIsolate);
        link.start = start;
    }
    isolated += QStringView(text).mid(copied);
    return isolated;
}

bool isOpenable(const QUrl &url)
{
    if (!url.isValid())
        return false;
    const QString scheme = url.scheme().toLower();
    if (scheme == u"mailto")
        return isHarmlessMail(url);
    return (scheme == u"http" || scheme == u"https") && !url.host().isEmpty();
}

} // namespace parley::ui
