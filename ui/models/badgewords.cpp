// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/badgewords.h"

#include "ui/format/text.h"

#include <QCoreApplication>

namespace vci::ui {

namespace {

using verify::Badge;

QString tr(const char* text)
{
    return QCoreApplication::translate("format", text);
}

}  // namespace

QString badgeWord(Badge badge)
{
    return tr(verify::badgeTitle(badge));
}

QString badgeSign(Badge badge)
{
    switch (badge) {
    case Badge::Mismatch:
        return QStringLiteral("✕");
    case Badge::Unknown:
        return QStringLiteral("?");
    case Badge::NotCovered:
        return QStringLiteral("–");
    case Badge::Pending:
        return QStringLiteral("◔");
    case Badge::SelfConsistent:
        return QStringLiteral("○");
    case Badge::SignedOnly:
        return QStringLiteral("◐");
    case Badge::Verified:
        return QStringLiteral("✓");
    }
    return {};
}

QString badgeExplanation(Badge badge)
{
    switch (badge) {
    case Badge::Mismatch:
        return tr("It is not what was recorded, or a checkpoint or anchor that covers it failed.");
    case Badge::Unknown:
        return tr("An anchor is recorded for it and could not be checked.");
    case Badge::NotCovered:
        return tr("The source keeps no log: nothing proves that it was not altered.");
    case Badge::Pending:
        return tr("It came after the newest checkpoint, or still waits for the log.");
    case Badge::SelfConsistent:
        return tr("It agrees with the log, but no trusted key has signed that.");
    case Badge::SignedOnly:
        return tr("It is in a checkpoint by a trusted key, but not in a final anchor.");
    case Badge::Verified:
        return tr("It is in a checkpoint that a final transaction on the chain anchors.");
    }
    return {};
}

QStringList openQuestions(const verify::Report& report, std::optional<verify::Badge> told)
{
    verify::Coverage coverage = report.coverage;
    if (told) coverage.of(*told) = 0;
    const auto of = [](std::int64_t count, const char* one, const char* more) {
        return count == 1 ? tr(one) : tr(more).arg(format::count(count));
    };
    QStringList open;
    if (coverage.unknown > 0)
        open += of(coverage.unknown, QT_TRANSLATE_NOOP("format", "An anchor is recorded for 1 event and could not be checked."),
                   QT_TRANSLATE_NOOP("format", "An anchor is recorded for %1 events and could not be checked."));
    if (coverage.notCovered > 0)
        open +=
            of(coverage.notCovered, QT_TRANSLATE_NOOP("format", "1 event is in no log: nothing proves that it was not altered."),
               QT_TRANSLATE_NOOP("format", "%1 events are in no log: nothing proves that they were not altered."));
    if (coverage.pending > 0)
        open += of(coverage.pending,
                   QT_TRANSLATE_NOOP("format", "1 event came after the newest checkpoint, or still waits for the log."),
                   QT_TRANSLATE_NOOP("format", "%1 events came after the newest checkpoint, or still wait for the log."));
    if (coverage.selfConsistent > 0)
        open += of(coverage.selfConsistent,
                   QT_TRANSLATE_NOOP("format", "1 event agrees with the log, but no trusted key has signed that."),
                   QT_TRANSLATE_NOOP("format", "%1 events agree with the log, but no trusted key has signed that."));
    if (coverage.signedOnly > 0)
        open += of(coverage.signedOnly,
                   QT_TRANSLATE_NOOP("format", "1 event is in a signed checkpoint, but in no final anchor on a chain."),
                   QT_TRANSLATE_NOOP("format", "%1 events are in a signed checkpoint, but in no final anchor on a chain."));
    if (report.transactionsLeft > 0)
        open +=
            of(report.transactionsLeft, QT_TRANSLATE_NOOP("format", "1 more event names a transaction that was not looked up."),
               QT_TRANSLATE_NOOP("format", "%1 more events name a transaction that was not looked up."));
    if (report.selection && !report.selection->isOfWholeAggregates)
        open += tr("The case does not hold its aggregates whole: what is missing in it proves nothing.");
    return open;
}

}  // namespace vci::ui
