// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "theme/icons.h"

#include "theme/themecolors.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

/// Draws a file of the resources itself: Qt's own way needs a plug-in, which some systems have in a
/// package apart from the library.
class SvgIconEngine final : public QIconEngine
{
public:
    enum class Tint { None, Text, AccentText };

    SvgIconEngine(QString path, Tint tint)
        : m_path(std::move(path))
        , m_tint(tint)
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        painter->drawPixmap(rect,
                            render(rect.size(), painter->device()->devicePixelRatioF(), mode));
        Q_UNUSED(state)
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return render(size, 1.0, mode);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return render(size, 1.0, mode);
    }

    [[nodiscard]] QIconEngine *clone() const override { return new SvgIconEngine(*this); }

private:
    [[nodiscard]] QColor color(QIcon::Mode mode) const
    {
        if (m_tint == Tint::None)
            return Qt::transparent;
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        return m_tint == Tint::AccentText ? colorsFor(palette).accentText
                                          : palette.color(QPalette::ButtonText);
    }

    [[nodiscard]] QPixmap render(const QSize &size, qreal ratio, QIcon::Mode mode) const
    {
        // Reading and drawing the file again for each frame of a list would be felt.
        const QString key = u"parley/%1/%2/%3/%4/%5"_s.arg(m_path)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(ratio)
                                .arg(color(mode).rgba());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size * ratio);
        pixmap.fill(Qt::transparent);
        QSvgRenderer renderer(m_path);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(pixmap.size())));
        if (m_tint != Tint::None) {
            painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
            painter.fillRect(pixmap.rect(), color(mode));
        }
        painter.end();
        pixmap.setDevicePixelRatio(ratio);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QString m_path;
    Tint m_tint;
};

QString iconPath(const QString &name)
{
    return u":/parley/icons/%1.svg"_s.arg(name);
}

} // namespace

QIcon programIcon()
{
    return QIcon(new SvgIconEngine(u":/parley/parley.svg"_s, SvgIconEngine::Tint::None));
}

QIcon themedIcon(const QString &name)
{
    return QIcon(new SvgIconEngine(iconPath(name), SvgIconEngine::Tint::Text));
}

QIcon accentIcon(const QString &name)
{
    return QIcon(new SvgIconEngine(iconPath(name), SvgIconEngine::Tint::AccentText));
}

} // namespace parley::ui
