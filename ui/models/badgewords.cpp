// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/badgewords.h"

#include "ui/format/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <iterator>

namespace vci::ui {

namespace {

using verify::Badge;

QString tr(const char* text)
{
    return QCoreApplication::translate("format", text);
}

/// What an exported case cannot tell, because it is a part.
QString partText(const verify::SelectionReport& selection)
{
    if (selection.isOfWholeAggregates)
        return tr(
            "The case is a selection of what its source held: whether there are events that were not exported, it cannot say.");
    if (selection.whole.empty()) return tr("The case does not hold its aggregates whole: what is missing in it proves nothing.");
    if (selection.whole.size() == 1)
        return tr("The case holds aggregate %1 whole, and of others a part: what is missing in those proves nothing.")
            .arg(format::shortId(selection.whole.front().uuid()));
    return tr("The case holds %1 aggregates whole, and of others a part: what is missing in those proves nothing.")
        .arg(format::count(std::ssize(selection.whole)));
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

QString badgeWord(Badge badge, const verify::Scope& scope)
{
    return scope.aggregate ? tr("%1 · one aggregate").arg(badgeWord(badge)) : badgeWord(badge);
}

QString reasonText(const verify::Report& report, const verify::Scope& scope)
{
    QString reason = format::plain(report.reason);
    // The core counts in bare digits. What it names by a number, a port or an amount, is followed by other words.
    static const QRegularExpression counted(QStringLiteral("(?<![\\w.:/#-])([0-9]{4,18})(?= (?:events?|errors?|aggregates)\\b)"));
    qsizetype from = 0;
    for (auto match = counted.match(reason, from); match.hasMatch(); match = counted.match(reason, from)) {
        const QString grouped = format::count(match.captured(1).toLongLong());
        reason.replace(match.capturedStart(1), match.capturedLength(1), grouped);
        from = match.capturedStart(1) + grouped.size();
    }
    return scope.aggregate ? tr("Of aggregate %1 alone: %2").arg(format::shortId(scope.aggregate->uuid()), reason) : reason;
}

QStringList leftOut(const VerifiedSource& result, const VerifyExtent& extent)
{
    QStringList left;
    if (extent.scope.aggregate) {
        left += result.report.hasLog ? tr("Events of the other aggregates were not looked at, nor whether one stands there that "
                                          "the log does not know.")
                                     : tr("Events of the other aggregates were not looked at.");
        if (extent.kind != store::SourceKind::StockPostgres)
            left += tr("Snapshots of the other aggregates and read models, which are of all, were not looked at.");
    }
    if (extent.kind != store::SourceKind::CaseFile)
        left +=
            tr("The platform's own snapshots and summaries were not looked at; the page of read models compares the summaries.");
    if (extent.network == Network::Leave)
        left += tr("Nobody was asked over the network: neither about anchors nor about transactions that events name.");
    if (result.untrustedSealer)
        left +=
            tr("Whether the seal is the examiner's: its key, %1, is none that you trust, and anybody can make one of any name.")
                .arg(format::plain(*result.untrustedSealer));
    return left;
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
    if (report.selection) open += partText(*report.selection);
    return open;
}

}  // namespace vci::ui
