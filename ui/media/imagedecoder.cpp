// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "media/imagedecoder.h"

#include "platform/openfiles.h"

#include <QByteArrayMatcher>
#include <QElapsedTimer>
#include <QImageReader>
#include <QList>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <cstring>
#include <limits>
#include <mutex>
#include <utility>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

/// What a picture may have at most: enough for every camera, too little for a decompression bomb.
constexpr qint64 MaxPixels = 50'000'000;
constexpr qint64 MaxFileBytes = 30'000'000;
/// A progressive JPEG has some ten scans; each of them goes over all pixels.
constexpr int MaxScans = 100;
/// Of a JPEG: its decoder cannot be stopped before it asks for more, and a few thousand bytes may
/// hold many scans. Qt's decoder of PNG takes no less than it asks for.
constexpr qint64 MaxJpegRead = 256;
constexpr int Threads = 2; ///< one difficult picture does not hold up all others
constexpr int LongestWait = 50; ///< milliseconds, for a decoder that has been cancelled

/// Bytes that end when the time is up.
class LimitedDevice final : public QIODevice
{
public:
    LimitedDevice(const QByteArray &bytes, const DecodeLimit &limit)
        : m_bytes(bytes)
        , m_limit(limit)
    {
        m_timer.start();
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    void setMaxRead(qint64 bytes) { m_maxRead = bytes; }
    [[nodiscard]] bool isOver() const { return m_isOver; }
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const bool isCancelled = m_limit.isCancelled != nullptr && *m_limit.isCancelled;
        m_isOver = m_isOver || isCancelled || m_timer.elapsed() > m_limit.time.count();
        if (m_isOver)
            return -1;
        const qint64 count = std::min({ maxSize, m_maxRead, m_bytes.size() - pos() });
        if (count > 0)
            std::memcpy(data, m_bytes.constData() + pos(), size_t(count));
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_bytes;
    const DecodeLimit m_limit;
    QElapsedTimer m_timer;
    qint64 m_maxRead = std::numeric_limits<qint64>::max();
    bool m_isOver = false;
};

/// Between the marks of a JPEG no byte pair looks like this one.
bool hasTooManyScans(const QByteArray &bytes)
{
    static const QByteArrayMatcher startOfScan(QByteArrayView("\xFF\xDA", 2));
    int scans = 0;
    for (qsizetype at = startOfScan.indexIn(bytes); at >= 0 && scans <= MaxScans;
         at = startOfScan.indexIn(bytes, at + 2))
        ++scans;
    return scans > MaxScans;
}

const QList<QByteArray> &shownFormats()
{
    static const QList<QByteArray> formats { "png", "jpeg", "gif", "webp", "bmp" };
    return formats;
}

/// Only of a picture: the first bytes tell what it is.
QByteArray bytesOfPicture(const QString &path)
{
    const std::unique_ptr<QFile> file = openRegularFile(path);
    if (!file || file->size() > MaxFileBytes)
        return {};
    QImageReader reader(file.get());
    reader.setDecideFormatFromContent(true);
    return shownFormats().contains(reader.format()) && file->seek(0) ? file->read(MaxFileBytes)
                                                                     : QByteArray();
}

} // namespace

bool isShownImageType(const QString &contentType)
{
    const QString type = contentType.section(u';', 0, 0).trimmed().toLower();
    return type == u"image/png" || type == u"image/jpeg" || type == u"image/gif"
        || type == u"image/webp" || type == u"image/bmp";
}

QImage decodeImage(const QByteArray &bytes, const QSize &bounds, const DecodeLimit &limit)
{
    LimitedDevice device(bytes, limit);
    QImageReader reader(&device);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QByteArray format = reader.format();
    const bool isJpeg = format == "jpeg";
    if (!shownFormats().contains(format) || (isJpeg && hasTooManyScans(bytes)))
        return {};
    if (isJpeg)
        device.setMaxRead(MaxJpegRead);
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
    const QImage image = reader.read();
    return device.isOver() ? QImage() : image; // half a picture is none
}

/// What outlives the decoder while another thread is still at work.
struct ImageDecoder::Shared
{
    std::atomic<bool> isCancelled = false;
    std::mutex mutex {}; ///< for `receiver`
    std::unique_ptr<QObject> receiver = std::make_unique<QObject>(); ///< null: the decoder is gone
};

ImageDecoder::ImageDecoder()
    : m_shared(std::make_shared<Shared>())
    , m_pool(std::make_unique<QThreadPool>())
{
    m_pool->setMaxThreadCount(Threads);
}

ImageDecoder::~ImageDecoder()
{
    m_shared->isCancelled = true;
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->receiver.reset();
    }
    m_pool->clear();
    // Some formats are read as a whole and cannot be stopped: their thread is left to its end, and
    // its pool with it, since a pool waits in its destructor.
    if (!m_pool->waitForDone(LongestWait))
        (void)m_pool.release();
}

void ImageDecoder::decode(const QByteArray &bytes, const QSize &bounds, QObject *context,
                          std::function<void(const QImage &)> done)
{
    start([bytes] { return bytes; }, bounds, context, std::move(done));
}

void ImageDecoder::decodeFile(const QString &path, const QSize &bounds, QObject *context,
                              std::function<void(const QImage &)> done)
{
    start([path] { return bytesOfPicture(path); }, bounds, context, std::move(done));
}

void ImageDecoder::start(std::function<QByteArray()> read, const QSize &bounds, QObject *context,
                         std::function<void(const QImage &)> done)
{
    // Whether the context still lives is asked in its own thread.
    m_pool->start([shared = m_shared, read = std::move(read), bounds,
                   guard = QPointer<QObject>(context), done = std::move(done)] {
        if (shared->isCancelled)
            return;
        const QImage image = decodeImage(read(), bounds, { .isCancelled = &shared->isCancelled });
        const std::lock_guard lock(shared->mutex);
        if (shared->receiver == nullptr)
            return;
        QMetaObject::invokeMethod(
            shared->receiver.get(),
            [image, guard, done] {
                if (guard != nullptr)
                    done(image);
            },
            Qt::QueuedConnection);
    });
}

} // namespace parley::ui
