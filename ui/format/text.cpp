// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/format/text.h"

#include "core/base/utf8.h"
#include "core/json/read.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace vci::ui::format {

namespace {

constexpr std::size_t kMaxValueBytes = 600;  // a cell shows one line; the raw view shows the rest

QString tr(const char* text)
{
    return QCoreApplication::translate("format", text);
}

/// Digits of the country code at the start of an E.164 number (ITU-T E.164, assigned codes).
qsizetype countryCodeLength(const QString& digits)
{
    static constexpr std::array<int, 44> kTwoDigit = {20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46,
                                                      47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63,
                                                      64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98};
    if (digits.startsWith(QLatin1Char('1')) || digits.startsWith(QLatin1Char('7'))) return 1;
    return std::find(kTwoDigit.begin(), kTwoDigit.end(), digits.left(2).toInt()) != kTwoDigit.end() ? 2 : 3;
}

bool isDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
}

QString stringValue(const std::string& utf8)
{
    if (const auto id = Uuid::tryFromString(utf8)) return shortId(*id) + QStringLiteral("-…");
    const std::string_view shown = utf8Prefix(utf8, kMaxValueBytes);
    const QString text = plain(shown);
    return shown.size() < utf8.size() ? text + QStringLiteral("…") : phone(text);
}

/// What the user can do about it; the message says what happened.
QString advice(ErrorCode code)
{
    switch (code) {
    case ErrorCode::TenantRequired:
        return tr("Choose a tenant.");
    case ErrorCode::NotPermitted:
        return tr("Ask the administrator of the source for this right, or connect as another user.");
    case ErrorCode::Unreachable:
        return tr("Check host, port, database and user, and the network; then try again.");
    case ErrorCode::NotSupported:
        return tr("Choose another database or file.");
    case ErrorCode::NotACaseFile:
        return tr("Choose a .vcase file.");
    case ErrorCode::NewerVersion:
        return tr("Update this program to open it.");
    case ErrorCode::Locked:
        return tr("Close the program that is writing to it, or try again in a moment.");
    case ErrorCode::ReadOnly:
        return tr("Copy the file to a place where you may write.");
    case ErrorCode::Damaged:
        return tr("The rest of the source may still be readable; compare with another copy.");
    case ErrorCode::Io:
        return tr("Check that the file is there and that you may read it.");
    case ErrorCode::InvalidTime:
        return tr("Give a time with its offset, such as 2026-02-10T10:00:00Z.");
    default:
        return {};
    }
}

}  // namespace

QString count(std::int64_t value)
{
    const bool negative = value < 0;
    QString digits = QString::number(value);
    if (negative) digits.remove(0, 1);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3) digits.insert(at, QChar(0x202F));
    return negative ? QStringLiteral("−") + digits : digits;
}

QString shortId(const Uuid& id)
{
    return QString::fromLatin1(id.toString().c_str(), 8);
}

QString phone(const QString& e164)
{
    if (!e164.startsWith(QLatin1Char('+')) || e164.size() < 9 || e164.size() > 16 || !isDigits(QStringView(e164).sliced(1)))
        return e164;
    const QString digits = e164.sliced(1);
    const qsizetype code = countryCodeLength(digits);
    QString text = QLatin1Char('+') + digits.left(code);
    QStringView rest = QStringView(digits).sliced(code);
    while (rest.size() > 4) {
        text += QLatin1Char(' ') + rest.left(3).toString();
        rest = rest.sliced(3);
    }
    return text + QLatin1Char(' ') + rest.toString();
}

QString value(const json::Value& value)
{
    switch (value.kind()) {
    case json::Value::Kind::Null:
        return QStringLiteral("null");
    case json::Value::Kind::Bool:
        return value.asBool() ? QStringLiteral("true") : QStringLiteral("false");
    case json::Value::Kind::Number:
        return QString::fromStdString(value.asText());
    case json::Value::Kind::String:
        return stringValue(value.asText());
    case json::Value::Kind::Array:
    case json::Value::Kind::Object:
        break;
    }
    const std::string text = json::dump(value);
    const std::string_view shown = utf8Prefix(text, kMaxValueBytes);
    return shown.size() < text.size() ? plain(shown) + QStringLiteral("…") : plain(shown);
}

QString value(std::string_view canonicalJson)
{
    return value(json::readLenient(canonicalJson).value);
}

QString plain(std::string_view utf8)
{
    const std::string visible = visibleControls(utf8);
    return QString::fromUtf8(visible.data(), static_cast<qsizetype>(visible.size()));
}

QString error(const Error& error)
{
    if (error.isCancelled()) return tr("Cancelled.");
    QString text = plain(error.message);
    if (error.code == ErrorCode::SealBroken) text.remove(QLatin1String("seal_broken: "));  // its name for programs
    if (!text.isEmpty() && !text.endsWith(QLatin1Char('.')) && !text.endsWith(QLatin1Char('!')) &&
        !text.endsWith(QLatin1Char('?')))
        text += QLatin1Char('.');
    // A sentence begins with a capital, but a name keeps its letters.
    static const QRegularExpression word(QStringLiteral("^[a-z]+[ :,]"));
    if (text.contains(word)) text[0] = text.at(0).toUpper();
    // A second word of advice beside the message's own would only contradict it.
    static const QRegularExpression own(QStringLiteral(
        "[;:,] (and )?(ask|check|choose|close|copy|give|go|look|make|migrate|rename|restore|run|start|stop|try|use) "));
    static const QRegularExpression unwritten(QStringLiteral("\\bcannot (be made|make the folder|write the trust file)\\b"));
    QString cure = text.contains(own) ? QString() : advice(error.code);
    if (!cure.isEmpty() && error.code == ErrorCode::Io && text.contains(unwritten))
        cure = tr("Choose a folder that is there and that you may write to.");
    return cure.isEmpty() ? text : text + QLatin1Char(' ') + cure;
}

}  // namespace vci::ui::format
