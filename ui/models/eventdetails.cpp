// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/eventdetails.h"

#include "core/catalog/summary.h"
#include "core/json/read.h"
#include "ui/format/text.h"

#include <QRegularExpression>

namespace vci::ui {

namespace {

/// Numbers as people read them: +12000104729 becomes +1 200 010 4729.
QString spacePhones(const QString& text)
{
    static const QRegularExpression phone(QStringLiteral("\\+[1-9][0-9]{7,14}(?![0-9A-Za-z.])"));
    QString out;
    qsizetype from = 0;
    for (auto match = phone.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        out += QStringView(text).mid(from, found.capturedStart() - from);
        out += format::phone(found.captured());
        from = found.capturedEnd();
    }
    return out + text.mid(from);
}

}  // namespace

QString eventSummary(const Event& event, const catalog::Catalog& catalog)
{
    const auto data = json::readLenient(event.eventData);
    const auto* type = catalog.find(event.eventType);
    std::optional<std::string> filled;
    if (type != nullptr && !type->summary.empty()) filled = catalog::fillTemplate(type->summary, data.value);
    return spacePhones(format::plain(filled ? *filled : catalog::summarise(data.value)));
}

QString eventTimeText(const replay::Timeline& timeline, std::size_t index, format::Zone zone)
{
    const Timestamp at = timeline.eventAt(index).at;
    if (!at.isInEnvelopeRange()) return format::plain(timeline.timeText(index));
    return format::dateTime(at, zone);
}

QString plainTip(const QString& text)
{
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(text.toHtmlEscaped());
}

}  // namespace vci::ui
