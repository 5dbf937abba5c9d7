// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "media/imagedecoder.h"

#include <QBuffer>
#include <QImageReader>
#include <QList>
#include <QPointer>

#include <algorithm>

namespace parley::ui {
namespace {

/// What a picture may have at most: enough for every camera, too little for a decompression bomb.
constexpr qint64 MaxPixels = 50'000'000;

} // namespace

bool isShownImageType(const QString &contentType)
{
    const QString type = contentType.section(u';', 0, 0).trimmed().toLower();
    return type == u"image/png" || type == u"image/jpeg" || type == u"image/gif"
        || type == u"image/webp" || type == u"image/bmp";
}

QImage decodeImage(const QByteArray &bytes, const QSize &bounds)
{
    QBuffer buffer;
    buffer.setData(bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        return {};
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    static const QList<QByteArray> formats { "png", "jpeg", "gif", "webp", "bmp" };
    if (!formats.contains(reader.format()))
        return {};
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty() || qint64(size.width()) * size.height() > MaxPixels)
        return {};
    // Turned by its orientation it may be the other way round: the bounds hold for both.
    const int longest = std::max(bounds.width(), bounds.height());
    const QSize room = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90)
        ? QSize(longest, longest)
        : bounds;
    if (size.width() > room.width() || size.height() > room.height()) {
        const QSize fitting = size.scaled(room, Qt::KeepAspectRatio);
        reader.setScaledSize(fitting.expandedTo(QSize(1, 1)));
    }
    return reader.read();
}

ImageDecoder::ImageDecoder()
{
    m_pool.setMaxThreadCount(1); // pictures come one after the other anyway
}

ImageDecoder::~ImageDecoder()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void ImageDecoder::decode(const QByteArray &bytes, const QSize &bounds, QObject *context,
                          std::function<void(const QImage &)> done)
{
    // Whether the context still lives is asked in its own thread.
    m_pool.start([this, bytes, bounds, guard = QPointer<QObject>(context), done] {
        QMetaObject::invokeMethod(
            &m_receiver,
            [image = decodeImage(bytes, bounds), guard, done] {
                if (guard != nullptr)
                    done(image);
            },
            Qt::QueuedConnection);
    });
}

} // namespace parley::ui
