// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/formattedtext.h"

#include "text/showntext.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

using Block = FormattedText::Block;
using Span = FormattedText::Span;

// Private characters that stand for others while Qt reads the lines.
constexpr QChar LineStart(0xE000); ///< so that nothing at the start of a line means a block
constexpr QChar Ampersand(0xE001); ///< so that there are no entities
constexpr QChar LessThan(0xE002); ///< so that there is no HTML

bool isPlaceholder(QChar c)
{
    return c == LineStart || c == Ampersand || c == LessThan;
}

bool isMark(QChar c)
{
    return c == u'*' || c == u'_' || c == u'~' || c == u'`' || c == u'[';
}

/// One line of the message, taken apart.
struct Line
{
    Block block {}; ///< start and length are not known yet
    QString lead {}; ///< bullet or number, as it is shown
    QString words {}; ///< the rest, still with its marks
    bool isRead = false; ///< has marks that Qt reads
};

/// The lines of a text, with what is special about each as a whole.
class LineReader
{
public:
    explicit LineReader(const QString &body)
        : m_source(body.split(u'\n'))
    { }

    [[nodiscard]] std::vector<Line> read()
    {
        std::vector<Line> lines;
        for (m_at = 0; m_at < m_source.size(); ++m_at) {
            if (std::optional<Line> code = readCode())
                lines.push_back(*code);
            else
                lines.push_back(readLine(m_source.at(m_at)));
        }
        return lines;
    }

private:
    /// From an opening fence to the closing one; without a closing one it is no block.
    std::optional<Line> readCode()
    {
        static const QRegularExpression opening(u"^ {0,3}(```+|~~~+)[ ]*[\\w+#.-]*[ ]*$"_s);
        const QRegularExpressionMatch match = opening.match(m_source.at(m_at));
        if (!match.hasMatch())
            return {};
        const QString fence = match.captured(1);
        for (qsizetype end = m_at + 1; end < m_source.size(); ++end) {
            const QString line = m_source.at(end).trimmed();
            const bool isFence
                = line.size() >= fence.size() && line.count(fence.at(0)) == line.size();
            if (!isFence)
                continue;
            Line code;
            code.block.isCode = true;
            code.words = m_source.mid(m_at + 1, end - m_at - 1).join(u'\n');
            m_at = end;
            return code;
        }
        return {};
    }

    static Line readLine(QStringView rest)
    {
        Line line;
        // A blank behind the sign: ">:(" is a face.
        while (line.block.quoteDepth < FormattedText::MaxDepth && rest.startsWith(u'>')
               && (rest.size() == 1 || rest.at(1) == u' ' || rest.at(1) == u'>')) {
            ++line.block.quoteDepth;
            rest = rest.mid(1);
            if (rest.startsWith(u' '))
                rest = rest.mid(1);
        }
        static const QRegularExpression marker(u"^( *)(?:[-*+•]|(\\d{1,9}[.)])) +(?=\\S)"_s);
        const QRegularExpressionMatch match = marker.match(rest.toString());
        if (match.hasMatch()) {
            line.block.listDepth
                = std::min(FormattedText::MaxDepth, 1 + int(match.capturedLength(1)) / 2);
            line.lead = (match.captured(2).isEmpty() ? u"•"_s : match.captured(2)) + u' ';
            line.block.markerLength = int(line.lead.size());
            rest = rest.mid(match.capturedLength());
        }
        line.words = rest.toString();
        line.isRead = std::any_of(rest.begin(), rest.end(), isMark);
        return line;
    }

    QStringList m_source;
    qsizetype m_at = 0;
};

/// Puts the pieces that Qt has read together again.
class Builder
{
public:
    /// False: this is nothing that Parley formats.
    [[nodiscard]] bool addRead(const QTextBlock &block)
    {
        const qsizetype before = m_text.size();
        QString href;
        qsizetype linkStart = 0;
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const QTextCharFormat format = fragment.charFormat();
            if (format.isImageFormat())
                return false;
            if (format.anchorHref() != href) {
                endLink(href, linkStart);
                href = format.anchorHref();
                linkStart = m_text.size();
            }
            QString piece = fragment.text();
            if (m_text.size() == before && it == block.begin()) {
                if (!piece.startsWith(LineStart))
                    return false;
                piece.remove(0, piece.startsWith(QString(LineStart) + u' ') ? 2 : 1);
            }
            addSpan(piece, format);
        }
        endLink(href, linkStart);
        return true;
    }

    void add(const QString &piece) { m_text += piece; }
    [[nodiscard]] qsizetype size() const { return m_text.size(); }
    void addBlock(Block block, qsizetype start)
    {
        block.start = int(start);
        block.length = int(m_text.size() - start);
        m_blocks.push_back(block);
    }
    [[nodiscard]] FormattedText take()
    {
        m_text.replace(Ampersand, u'&').replace(LessThan, u'<');
        return { m_text, m_spans, m_blocks };
    }

private:
    void addSpan(const QString &piece, const QTextCharFormat &format)
    {
        Span span;
        span.start = int(m_text.size());
        span.length = int(piece.size());
        span.isBold = format.fontWeight() >= QFont::DemiBold;
        // Some versions of Qt underline what stands between single low lines.
        span.isItalic = format.fontItalic() || (format.fontUnderline() && !format.isAnchor());
        span.isStruckOut = format.fontStrikeOut();
        span.isCode = format.fontFixedPitch();
        m_text += piece;
        if (span.isBold || span.isItalic || span.isStruckOut || span.isCode)
            m_spans.push_back(span);
    }

    /// No link hides where it leads.
    void endLink(const QString &href, qsizetype start)
    {
        if (href.isEmpty())
            return;
        const QString words = m_text.mid(start);
        if (href == words || href == u"http://"_s + words || href == u"mailto:"_s + words)
            return;
        m_text += u" ("_s + href + u')';
    }

    QString m_text;
    std::vector<Span> m_spans;
    std::vector<Block> m_blocks;
};

bool isTooMuch(const QString &body)
{
    return body.size() > FormattedText::MaxLength || body.count(u'\n') >= FormattedText::MaxLines
        || std::count_if(body.begin(), body.end(), isMark) > FormattedText::MaxMarks
        || std::any_of(body.begin(), body.end(), isPlaceholder);
}

/// A paragraph for each of \a lines that has marks.
QString sourceOf(const std::vector<Line> &lines)
{
    QString source;
    for (const Line &line : lines) {
        if (!line.isRead)
            continue;
        QString words = line.words;
        words.replace(u'&', Ampersand).replace(u'<', LessThan);
        source += LineStart + u' ' + words.trimmed() + u"\n\n"_s;
    }
    return source;
}

} // namespace

FormattedText FormattedText::read(const QString &body)
{
    if (isTooMuch(body))
        return plain(body);
    const std::vector<Line> lines = LineReader(body).read();
    const bool hasFormat = std::ranges::any_of(lines, [](const Line &line) {
        return line.isRead || line.block.isCode || line.block.quoteDepth > 0
            || line.block.listDepth > 0;
    });
    if (!hasFormat)
        return plain(body);
    QTextDocument document;
    const QString source = sourceOf(lines);
    if (!source.isEmpty()) {
        document.setUndoRedoEnabled(false);
        document.setMarkdown(source,
                             QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub)
                                 | QTextDocument::MarkdownNoHTML);
    }
    Builder builder;
    QTextBlock block = document.firstBlock();
    for (const Line &line : lines) {
        if (&line != &lines.front())
            builder.add(u"\n"_s);
        const qsizetype start = builder.size();
        builder.add(line.lead);
        if (!line.isRead) {
            builder.add(line.words);
        } else {
            if (!block.isValid() || !builder.addRead(block))
                return plain(body);
            block = block.next();
        }
        builder.addBlock(line.block, start);
    }
    const FormattedText result = builder.take();
    // What Qt made of it is as fit to show as the message was, or it is not shown.
    const bool isComplete = source.isEmpty() || !block.isValid();
    return isComplete && ShownText::body(result.text) == result.text ? result : plain(body);
}

void FormattedText::shift(int position, int inserted)
{
    for (Span &span : spans) {
        if (span.start >= position)
            span.start += inserted;
        else if (span.start + span.length > position)
            span.length += inserted;
    }
    for (Block &block : blocks) { // what comes before its first character is still in its line
        if (block.start > position)
            block.start += inserted;
        else if (block.start + block.length > position)
            block.length += inserted;
    }
}

} // namespace parley::ui
