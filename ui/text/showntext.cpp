// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/showntext.h"

#include "chat/undrawn.h"
#include "text/emoji.h"

#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr char32_t ZeroWidthNonJoiner = 0x200C;
constexpr char32_t BlackFlag = 0x1F3F4; ///< begins the flags that are spelt with tags
constexpr char16_t FirstStrongIsolate = 0x2068;

enum class Kind {
    Visible, ///< also what Qt's tables do not know yet, such as new emoji
    Blank,
    Mark, ///< is drawn on the letter before it
    Joiner, ///< invisible, but some scripts and emoji need it between two characters
    Tag, ///< spells a flag; invisible elsewhere
    Invisible,
};

bool isTag(char32_t c)
{
    return c >= 0xE0020 && c <= 0xE007F;
}

Kind kindOf(char32_t c)
{
    if (c == emoji::Joiner || c == ZeroWidthNonJoiner)
        return Kind::Joiner;
    if (isTag(c))
        return Kind::Tag;
    if (chat::isUndrawn(c))
        return Kind::Invisible;
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Mark_SpacingCombining:
        return Kind::Mark;
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
        return Kind::Blank;
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
        return Kind::Invisible;
    default:
        return Kind::Visible;
    }
}

void append(QString &text, char32_t c)
{
    text.append(QChar::fromUcs4(c));
}

/// Keeps marks, joiners and tags only where they have something to belong to.
class Cleaner
{
public:
    explicit Cleaner(QString &text)
        : m_text(text)
    { }

    void add(char32_t c, Kind kind)
    {
        switch (kind) {
        case Kind::Visible:
            if (m_joiner == emoji::Joiner)
                dropVariation();
            if (m_joiner != 0)
                append(m_text, m_joiner);
            append(m_text, c);
            m_base = c;
            m_marks = 0;
            m_joiner = 0;
            break;
        case Kind::Mark:
            if (c == emoji::KeyCap)
                dropVariation();
            if (m_base != 0 && m_marks++ < ShownText::MaxMarks)
                append(m_text, c);
            break;
        case Kind::Joiner:
            m_joiner = m_base != 0 ? c : 0; // written with what follows
            break;
        case Kind::Tag:
            if (m_base == BlackFlag && m_marks++ < MaxTags)
                append(m_text, c);
            break;
        case Kind::Blank:
            m_base = 0;
            m_joiner = 0;
            append(m_text, c);
            break;
        case Kind::Invisible:
            break;
        }
    }

private:
    static constexpr int MaxTags = 8;

    /// Fonts of emoji do not have this sign, and Qt takes it from another font: a flag of two
    /// characters would fall apart. The sequence says what it is without it.
    void dropVariation()
    {
        if (m_text.endsWith(QChar(emoji::ColorVariation)))
            m_text.chop(1);
    }

    QString &m_text;
    char32_t m_base = 0; ///< the visible character that marks belong to; 0: none
    char32_t m_joiner = 0; ///< 0: none is waiting
    int m_marks = 0;
};

bool hasRightToLeft(const QString &text)
{
    const QList<uint> points = text.toUcs4();
    return std::ranges::any_of(points, [](uint c) {
        const QChar::Direction direction = QChar::direction(c);
        return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
    });
}

QString isolated(const QString &text)
{
    return hasRightToLeft(text) ? QChar(FirstStrongIsolate) + text + QChar(PopIsolate) : text;
}

/// Cut between two characters, never inside one.
QString shortened(const QString &text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    qsizetype end = limit - 1;
    const auto belongsToBefore
        = [&text](qsizetype at) { return text.at(at).isLowSurrogate() || text.at(at).isMark(); };
    while (end > 0 && belongsToBefore(end))
        --end;
    return text.left(end) + u'…';
}

QString oneLine(const QString &text, qsizetype limit)
{
    QString clean;
    Cleaner cleaner(clean);
    const QList<uint> points = text.toUcs4();
    for (const char32_t c : points) {
        if (clean.size() > 2 * limit)
            break; // no more is shown
        const Kind kind = kindOf(c);
        cleaner.add(kind == Kind::Blank ? U' ' : c, kind);
    }
    return shortened(clean.simplified(), limit);
}

} // namespace

bool mayReorder(const QString &text)
{
    return hasRightToLeft(text)
        || std::ranges::any_of(text, [](QChar c) { return isDirectionControl(c.unicode()); });
}

bool isDirectionControl(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
}

QString ShownText::name(const QString &text, const QString &fallback)
{
    const QString shown = line(text, MaxName);
    return shown.isEmpty() && !fallback.isEmpty() ? identity(fallback) : shown;
}

QString ShownText::identity(const QString &text)
{
    QString shown;
    int marks = 0;
    const QList<uint> points = text.toUcs4();
    for (const char32_t c : points) {
        const Kind kind = kindOf(c);
        marks = kind == Kind::Mark ? marks + 1 : 0;
        if (c == U' ' || kind == Kind::Visible || (kind == Kind::Mark && marks <= MaxMarks))
            append(shown, c);
        else
            shown += "[U+%1]"_L1.arg(QString::number(c, 16).toUpper().rightJustified(4, u'0'));
    }
    return isolated(shortened(shown, MaxName));
}

QString ShownText::line(const QString &text, qsizetype limit)
{
    return isolated(oneLine(text, limit));
}

QString ShownText::plainLine(const QString &text, qsizetype limit)
{
    return oneLine(text, limit);
}

QString ShownText::body(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    Cleaner cleaner(clean);
    const QList<uint> points = shortened(text, MaxBody).toUcs4();
    for (qsizetype i = 0; i < points.size(); ++i) {
        const char32_t c = points.at(i);
        const bool isOverride = c >= 0x202A && c <= 0x202E;
        if (c == U'\r') {
            if (i + 1 == points.size() || points.at(i + 1) != U'\n')
                cleaner.add(U'\n', Kind::Blank);
        } else if (c == U'\n' || c == U'\t') {
            cleaner.add(c, Kind::Blank);
        } else if (isDirectionControl(c) && !isOverride) {
            append(clean, c); // marks and isolates end with the paragraph
        } else if (QChar::category(c) != QChar::Other_Control) {
            cleaner.add(c, kindOf(c));
        }
    }
    return clean;
}

} // namespace parley::ui
