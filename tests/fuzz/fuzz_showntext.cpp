// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/formattedtext.h"
#include "text/links.h"
#include "text/showntext.h"

#include <QGuiApplication>

#include <algorithm>
#include <cstdint>

using namespace parley::ui;
using namespace Qt::StringLiterals;

namespace {

template <typename Part> bool isInside(const Part &part, const QString &text)
{
    return part.start >= 0 && part.length >= 0 && part.start + part.length <= text.size();
}

void look(const FormattedText &formatted)
{
    for (const FormattedText::Span &span : formatted.spans)
        Q_ASSERT(isInside(span, formatted.text));
    int end = 0;
    for (const FormattedText::Block &block : formatted.blocks) {
        Q_ASSERT(isInside(block, formatted.text) && block.start >= end);
        Q_ASSERT(block.markerLength <= block.length);
        end = block.start + block.length;
    }
    Q_ASSERT(ShownText::body(formatted.text) == formatted.text);
}

} // namespace

/// A text from another user as a name, a line, a body with links, and formatted.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int argc = 1;
    static char program[] = "fuzz_showntext";
    static char *argv[] = { program, nullptr };
    static const bool isPlatformSet = qputenv("QT_QPA_PLATFORM", "offscreen");
    static const QGuiApplication application(argc, argv); // QTextDocument asks for its fonts
    Q_ASSERT(isPlatformSet);

    const QString input = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString name = ShownText::name(input, u"?"_s);
    Q_ASSERT(!name.isEmpty() && !name.contains(QLatin1Char('\n')));
    Q_ASSERT(!ShownText::identity(input).contains(QLatin1Char('\n')));
    Q_ASSERT(!ShownText::line(input).contains(QLatin1Char('\n')));

    const QString body = ShownText::body(input);
    Q_ASSERT(body.size() <= ShownText::MaxBody);
    Q_ASSERT(ShownText::body(body) == body);
    std::vector<Link> links = findLinks(body);
    Q_ASSERT(qsizetype(links.size()) <= qsizetype(MaxLinks));
    const QString shown = withIsolatedLinks(body, links);
    for (const Link &link : links)
        Q_ASSERT(isInside(link, shown));
    look(FormattedText::read(body));
    return 0;
}
