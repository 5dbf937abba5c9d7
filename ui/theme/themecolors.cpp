// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "theme/themecolors.h"

namespace parley::ui {
namespace {

QColor rgb(QRgb value)
{
    return QColor(value);
}

ThemeColors makeLight()
{
    ThemeColors c;
    c.window = rgb(0xf3f5f8);
    c.panel = rgb(0xffffff);
    c.canvas = rgb(0xe9eef4);
    c.text = rgb(0x1b2430);
    c.mutedText = rgb(0x515d6c);
    c.border = rgb(0xcfd6df);
    c.hover = rgb(0xeef2f7);
    c.selected = rgb(0xdbe7fb);
    c.accent = rgb(0x2459c5);
    c.accentText = rgb(0xffffff);
    c.link = rgb(0x1a4fb8);
    c.ownBubble = rgb(0xd3e3fd);
    c.ownText = rgb(0x14233b);
    c.ownMuted = rgb(0x42557a);
    c.ownLink = rgb(0x123f9c);
    c.otherBubble = rgb(0xffffff);
    c.otherText = rgb(0x1b2430);
    c.otherMuted = rgb(0x5b6776);
    c.mutedBadge = rgb(0x66717f);
    c.mutedBadgeText = rgb(0xffffff);
    c.warningBackground = rgb(0xfff0c2);
    c.warningText = rgb(0x5c3d00);
    c.caution = rgb(0x8f5200);
    c.mark = rgb(0xffd968);
    c.markText = rgb(0x2b2000);
    c.error = rgb(0xa8201a);
    c.success = rgb(0x146c3a);
    c.disabledText = rgb(0x8b95a1);
    return c;
}

ThemeColors makeDark()
{
    ThemeColors c;
    c.dark = true;
    c.window = rgb(0x1b2027);
    c.panel = rgb(0x20262e);
    c.canvas = rgb(0x14181d);
    c.text = rgb(0xe6eaf0);
    c.mutedText = rgb(0xa3b0bf);
    c.border = rgb(0x37404c);
    c.hover = rgb(0x29303a);
    c.selected = rgb(0x2c4068);
    c.accent = rgb(0x3a6cd0);
    c.accentText = rgb(0xffffff);
    c.link = rgb(0x8fb6ff);
    c.ownBubble = rgb(0x2a4a80);
    c.ownText = rgb(0xf0f4fb);
    c.ownMuted = rgb(0xbccae3);
    c.ownLink = rgb(0xc4d9ff);
    c.otherBubble = rgb(0x29313b);
    c.otherText = rgb(0xe6eaf0);
    c.otherMuted = rgb(0xa9b5c3);
    c.mutedBadge = rgb(0x5a6675);
    c.mutedBadgeText = rgb(0xffffff);
    c.warningBackground = rgb(0x4a3a10);
    c.warningText = rgb(0xffe6a8);
    c.caution = rgb(0xffc44d);
    c.mark = rgb(0xf2c14e);
    c.markText = rgb(0x231a00);
    c.error = rgb(0xff938a);
    c.success = rgb(0x6dd3a1);
    c.disabledText = rgb(0x74808e);
    return c;
}

} // namespace

const ThemeColors &lightColors()
{
    static const ThemeColors colors = makeLight();
    return colors;
}

const ThemeColors &darkColors()
{
    static const ThemeColors colors = makeDark();
    return colors;
}

const ThemeColors &colorsFor(const QPalette &palette)
{
    const bool dark = palette.color(QPalette::Active, QPalette::WindowText).lightness()
        > palette.color(QPalette::Active, QPalette::Window).lightness();
    return dark ? darkColors() : lightColors();
}

QColor codeBackground(const ThemeColors &colors)
{
    return colors.dark ? QColor(0, 0, 0, 70) : QColor(20, 40, 80, 18);
}

QPalette paletteFor(const ThemeColors &colors)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &color) {
        palette.setColor(QPalette::All, role, color);
    };
    set(QPalette::Window, colors.window);
    set(QPalette::WindowText, colors.text);
    set(QPalette::Base, colors.panel);
    set(QPalette::AlternateBase, colors.hover);
    set(QPalette::Text, colors.text);
    set(QPalette::PlaceholderText, colors.mutedText);
    set(QPalette::Button, colors.panel);
    set(QPalette::ButtonText, colors.text);
    set(QPalette::BrightText, colors.error);
    set(QPalette::Highlight, colors.accent);
    set(QPalette::HighlightedText, colors.accentText);
    set(QPalette::Link, colors.link);
    set(QPalette::LinkVisited, colors.link);
    set(QPalette::ToolTipBase, colors.panel);
    set(QPalette::ToolTipText, colors.text);
    set(QPalette::Light, colors.dark ? colors.hover : colors.panel);
    set(QPalette::Midlight, colors.hover);
    set(QPalette::Mid, colors.border);
    set(QPalette::Dark, colors.border);
    set(QPalette::Shadow, colors.dark ? colors.canvas : colors.border);
    for (const QPalette::ColorRole role :
         { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, colors.disabledText);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colors.border);
    return palette;
}

} // namespace parley::ui
