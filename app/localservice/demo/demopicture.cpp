// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/demo/demopicture.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>

namespace parley::localservice {

namespace {

constexpr int Width = 800;
constexpr int Height = 500;
constexpr double Shore = 0.66; // where the lake begins, as a share of the height

struct Colour
{
    double red = 0;
    double green = 0;
    double blue = 0;
};

Colour mix(const Colour &one, const Colour &other, double share)
{
    const double part = std::clamp(share, 0.0, 1.0);
    return { one.red + (other.red - one.red) * part, one.green + (other.green - one.green) * part,
             one.blue + (other.blue - one.blue) * part };
}

/// Height of a range of mountains at \a x, 0 to 1.
double ridge(double x, double base, double rise, double phase)
{
    return base - rise * std::abs(std::sin(3.1 * x + phase))
        - 0.4 * rise * std::abs(std::sin(7.7 * x + 2 * phase))
        - 0.1 * rise * std::sin(31 * x + phase);
}

Colour land(double x, double y)
{
    constexpr Colour Zenith { 64, 98, 158 };
    constexpr Colour Horizon { 255, 196, 150 };
    constexpr Colour Sun { 255, 246, 214 };
    constexpr Colour Far { 126, 132, 172 };
    constexpr Colour Near { 58, 74, 104 };
    constexpr Colour Wood { 30, 58, 54 };
    if (y > ridge(x, 0.70, 0.05, 0.6))
        return Wood;
    if (y > ridge(x, 0.62, 0.16, 2.1))
        return mix(Near, Horizon, 0.25 * (0.62 - y) / 0.2);
    if (y > ridge(x, 0.55, 0.24, 0.9))
        return mix(Far, Sun, 0.35 * (0.5 - y) / 0.25);
    const double distance = std::hypot((x - 0.68) * 1.6, y - 0.34);
    const Colour sky = mix(Zenith, Horizon, y / 0.55);
    return mix(Sun, sky, distance < 0.055 ? 0 : 0.45 + 2.2 * (distance - 0.055));
}

Colour pixel(double x, double y)
{
    if (y <= Shore)
        return land(x, y);
    const double depth = (y - Shore) / (1 - Shore);
    const double wave = 0.006 * depth * std::sin(140 * depth * (1.4 - depth) + 9 * x);
    const double mirrored = Shore - (y - Shore) * 1.25;
    return mix(land(x + wave, mirrored), { 24, 44, 74 }, 0.25 + 0.45 * depth);
}

quint32 crc(const QByteArray &bytes)
{
    quint32 value = 0xffffffffU;
    for (const char byte : bytes) {
        value ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xedb88320U ^ (value >> 1) : value >> 1;
    }
    return ~value;
}

QByteArray bigEndian(quint32 number)
{
    std::array<char, 4> bytes {};
    qToBigEndian(number, bytes.data());
    return { bytes.data(), qsizetype(bytes.size()) };
}

QByteArray chunk(const QByteArray &type, const QByteArray &data)
{
    return bigEndian(quint32(data.size())) + type + data + bigEndian(crc(type + data));
}

} // namespace

QByteArray demoPicture()
{
    QByteArray rows;
    rows.reserve(qsizetype(Height) * (3 * Width + 1));
    for (int row = 0; row < Height; ++row) {
        rows.append('\1'); // each byte as the difference to its left neighbour: compresses well
        std::array<quint8, 3> left {};
        for (int column = 0; column < Width; ++column) {
            const Colour colour = pixel(double(column) / Width, double(row) / Height);
            const std::array<quint8, 3> now { quint8(std::clamp(colour.red, 0.0, 255.0)),
                                              quint8(std::clamp(colour.green, 0.0, 255.0)),
                                              quint8(std::clamp(colour.blue, 0.0, 255.0)) };
            for (std::size_t i = 0; i < now.size(); ++i)
                rows.append(char(quint8(now[i] - left[i])));
            left = now;
        }
    }
    const QByteArray head = bigEndian(Width) + bigEndian(Height)
        + QByteArray("\x08\x02\x00\x00\x00", 5); // 8 bits, RGB
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", head)
        + chunk("IDAT", qCompress(rows, 9).mid(4)) // without Qt's length in front
        + chunk("IEND", {});
}

} // namespace parley::localservice
