// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/growingtextedit.h"

#include "composer/emojihighlighter.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QImage>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>

#include <algorithm>

namespace parley::ui {

using namespace Qt::StringLiterals;
namespace {

constexpr int MaxLines = 8;
/// Screens have many pixels: half a second for a smaller file would be felt.
constexpr int FastCompression = 90;

} // namespace

GrowingTextEdit::GrowingTextEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setBackgroundVisible(false);
    document()->setDocumentMargin(4);
    new EmojiHighlighter(document()); // which owns it
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &GrowingTextEdit::growToText);
    growToText();
}

QSize GrowingTextEdit::sizeHint() const
{
    // The document of a plain text edit measures its height in lines.
    const int lines = std::clamp(int(document()->size().height()), 1, MaxLines);
    const int margin = int(2 * document()->documentMargin());
    return { 300, lines * fontMetrics().lineSpacing() + margin + 2 * frameWidth() };
}

void GrowingTextEdit::growToText()
{
    const bool more = document()->size().height() > MaxLines;
    setVerticalScrollBarPolicy(more ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const int wanted = sizeHint().height();
    if (height() == wanted && minimumHeight() == wanted)
        return;
    setFixedHeight(wanted);
    updateGeometry();
}

void GrowingTextEdit::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !(event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier))) {
        Q_EMIT sendRequested();
        return;
    }
    if (event->key() == Qt::Key_Up && document()->isEmpty()) {
        Q_EMIT editLastRequested();
        return;
    }
    if (event->key() == Qt::Key_Escape)
        Q_EMIT escaped();
    QPlainTextEdit::keyPressEvent(event);
}

QList<QUrl> GrowingTextEdit::localFiles(const QMimeData *source)
{
    const QList<QUrl> urls = source->urls();
    const bool allLocal
        = std::all_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); });
    return allLocal ? urls : QList<QUrl>();
}

QByteArray GrowingTextEdit::pictureBytes(const QMimeData *source)
{
    const QByteArray ready = source->data(u"image/png"_s);
    if (!ready.isEmpty() || !source->hasImage())
        return ready;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly))
        return {};
    const auto image = source->imageData().value<QImage>();
    return image.save(&buffer, "PNG", FastCompression) ? bytes : QByteArray();
}

bool GrowingTextEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasUrls() || source->hasImage() || source->hasText();
}

void GrowingTextEdit::insertFromMimeData(const QMimeData *source)
{
    const QList<QUrl> files = localFiles(source);
    if (!files.isEmpty()) {
        Q_EMIT filesGiven(files);
        return;
    }
    // Office programs offer a picture of every text: the text is meant then.
    if (source->hasText()) {
        insertText(source->text());
        return;
    }
    const QByteArray picture = pictureBytes(source);
    if (!picture.isEmpty())
        Q_EMIT pictureGiven(picture);
}

/// A long line costs time that grows with the square of its length, so the length is looked at
/// before it is laid out.
void GrowingTextEdit::insertText(const QString &inserted)
{
    const QString selected = textCursor().selectedText();
    const QString before = text();
    // No character has more than three bytes for each of its units: most texts need no counting.
    const qsizetype units = before.size() - selected.size() + inserted.size();
    const bool fits = units <= m_maxBytes / 3
        || (units <= m_maxBytes
            && before.toUtf8().size() - selected.toUtf8().size() + inserted.toUtf8().size()
                <= m_maxBytes);
    if (fits)
        insertPlainText(inserted);
    else
        Q_EMIT longTextGiven(inserted);
}

/// QPlainTextEdit::toPlainText() makes ordinary blanks of no-break ones.
QString GrowingTextEdit::text() const
{
    QString text;
    for (QTextBlock block = document()->firstBlock(); block.isValid(); block = block.next()) {
        if (block.blockNumber() > 0)
            text += u'\n';
        text += block.text();
    }
    text.replace(QChar::LineSeparator, u'\n').replace(QChar::ParagraphSeparator, u'\n');
    return text;
}

/// Files and pictures are for the page around it, wherever they are dropped.
void GrowingTextEdit::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData *source = event->mimeData();
    if (!localFiles(source).isEmpty() || (source->hasImage() && !source->hasText()))
        event->ignore();
    else
        QPlainTextEdit::dragEnterEvent(event);
}

void GrowingTextEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        growToText();
        fitHint();
    }
}

void GrowingTextEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHint();
}

void GrowingTextEdit::setHint(const QString &hint)
{
    m_hint = hint;
    fitHint();
}

/// Qt would wrap it, and the field has room for one line only.
void GrowingTextEdit::fitHint()
{
    const int room = viewport()->width() - int(2 * document()->documentMargin()) - 2;
    const QString shown = fontMetrics().elidedText(m_hint, Qt::ElideRight, room);
    if (shown == placeholderText())
        return;
    setPlaceholderText(shown);
    viewport()->update(); // Qt paints it again only when it comes or goes
}

} // namespace parley::ui
