// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/tabularfont.h"

#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QList>
#include <QStandardPaths>
#include <QStringList>
#include <QtEndian>

#include <cstdint>
#include <optional>

namespace vci::ui {

namespace {

struct Table {
    qsizetype offset;
    qsizetype length;
};

std::uint32_t u32(const QByteArray& bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}
std::uint16_t u16(const QByteArray& bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.constData() + at);
}

std::optional<Table> findTable(const QByteArray& font, QByteArrayView tag)
{
    if (font.size() < 12) return std::nullopt;
    const qsizetype count = u16(font, 4);
    for (qsizetype i = 0; i < count; ++i) {
        const qsizetype record = 12 + 16 * i;
        if (record + 16 > font.size()) return std::nullopt;
        if (QByteArrayView(font).sliced(record, 4) != tag) continue;
        const Table table{u32(font, record + 8), u32(font, record + 12)};
        if (table.offset + table.length > font.size()) return std::nullopt;
        return table;
    }
    return std::nullopt;
}

/// Gives the `tnum` feature a tag that shapers always apply, and the `calt` feature one that they never do: it would show
/// "3x4" in an event as "3×4" and "->" as an arrow.
bool arrangeFeatures(QByteArray& font)
{
    const auto gsub = findTable(font, "GSUB");
    if (!gsub || gsub->length < 10) return false;
    const qsizetype list = gsub->offset + u16(font, gsub->offset + 6);
    const qsizetype end = gsub->offset + gsub->length;
    if (list + 2 > end) return false;
    const qsizetype count = u16(font, list);
    if (list + 2 + 6 * count > end) return false;

    bool found = false;
    for (qsizetype i = 0; i < count; ++i) {
        const qsizetype tag = list + 2 + 6 * i;
        // A font that has required ligatures of its own would lose one of the two.
        if (QByteArrayView(font).sliced(tag, 4) == QByteArrayView("rlig")) return false;
        if (QByteArrayView(font).sliced(tag, 4) == QByteArrayView("calt")) font.replace(tag, 4, "xxxx");
        if (QByteArrayView(font).sliced(tag, 4) != QByteArrayView("tnum")) continue;
        font.replace(tag, 4, "rlig");
        found = true;
    }
    return found;
}

/// Replaces the first word of every name, in place: the new family must be as long as the old one.
bool renameFamily(QByteArray& font, const QByteArray& from, const QByteArray& to)
{
    const auto table = findTable(font, "name");
    if (!table || table->length < 6 || from.size() != to.size()) return false;
    const qsizetype count = u16(font, table->offset + 2);
    const qsizetype strings = table->offset + u16(font, table->offset + 4);
    const qsizetype end = table->offset + table->length;
    bool renamed = false;
    for (qsizetype i = 0; i < count; ++i) {
        const qsizetype record = table->offset + 6 + 12 * i;
        if (record + 12 > end) return false;
        const qsizetype length = u16(font, record + 8);
        const qsizetype at = strings + u16(font, record + 10);
        if (at + length > end) return false;
        const bool wide = u16(font, record) != 1;  // Macintosh names are single bytes, the others UTF-16
        const qsizetype step = wide ? 2 : 1;
        if (length < from.size() * step) continue;
        bool matches = true;
        for (qsizetype c = 0; c < from.size() && matches; ++c) matches = font.at(at + c * step + step - 1) == from.at(c);
        if (!matches) continue;
        for (qsizetype c = 0; c < to.size(); ++c) font[at + c * step + step - 1] = to.at(c);
        renamed = true;
    }
    return renamed;
}

QStringList interDirectories()
{
    QStringList directories;
    for (const QString& base : QStandardPaths::standardLocations(QStandardPaths::FontsLocation))
        for (const char* below : {"", "/opentype/inter", "/inter", "/OTF"}) directories << base + QString::fromLatin1(below);
    for (const char* path : {"/usr/share/fonts/opentype/inter", "/usr/share/fonts/inter", "/usr/share/fonts/OTF"})
        if (!directories.contains(QString::fromLatin1(path))) directories << QString::fromLatin1(path);
    return directories;
}

/// Regular, medium and semibold of the first folder that has any, each with tabular figures.
QList<QByteArray> readTabularInter()
{
    QList<QByteArray> fonts;
    for (const QString& directory : interDirectories()) {
        if (!QFile::exists(directory + QStringLiteral("/Inter-Regular.otf"))) continue;
        for (const char* style : {"Regular", "Medium", "SemiBold"}) {
            QFile file(directory + QStringLiteral("/Inter-%1.otf").arg(QString::fromLatin1(style)));
            if (!file.open(QIODevice::ReadOnly)) continue;
            const QByteArray font = withTabularFigures(file.readAll(), QByteArrayLiteral("Intab"));
            if (!font.isEmpty()) fonts << font;
        }
        if (!fonts.isEmpty()) break;
    }
    return fonts;
}

const QList<QByteArray>& tabularInter()
{
    static const QList<QByteArray> fonts = readTabularInter();
    return fonts;
}

QString loadTabularInter()
{
    QString family;
    for (const QByteArray& font : tabularInter()) {
        const int id = QFontDatabase::addApplicationFontFromData(font);
        const QStringList families = id < 0 ? QStringList() : QFontDatabase::applicationFontFamilies(id);
        if (!families.isEmpty() && family.isEmpty()) family = families.first();
    }
    return family;
}

QString firstInstalled(std::initializer_list<const char*> families)
{
    for (const char* name : families)
        if (QFontDatabase::hasFamily(QString::fromLatin1(name))) return QString::fromLatin1(name);
    return {};
}

}  // namespace

QByteArray withTabularFigures(QByteArray font, const QByteArray& family)
{
    if (!arrangeFeatures(font) || !renameFamily(font, QByteArrayLiteral("Inter"), family)) return {};
    return font;
}

void readTextFonts()
{
    (void)tabularInter();
}

const QString& textFamily()
{
    static const QString family = [] {
        QString name = loadTabularInter();
        if (name.isEmpty()) name = firstInstalled({"Noto Sans", "DejaVu Sans"});
        return name.isEmpty() ? QFontDatabase::systemFont(QFontDatabase::GeneralFont).family() : name;
    }();
    return family;
}

const QString& monoFamily()
{
    static const QString family = [] {
        const QString name = firstInstalled({"JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono"});
        return name.isEmpty() ? QFontDatabase::systemFont(QFontDatabase::FixedFont).family() : name;
    }();
    return family;
}

}  // namespace vci::ui
