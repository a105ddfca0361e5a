// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/bracketwords.h"

#include <QCoreApplication>

namespace vci::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("format", text);
}

/// What vouches for the time.
QString witness(const verify::TimeMark& mark)
{
    if (mark.block) return tr("anchored in block %1").arg(format::count(*mark.block));
    return tr("time-stamped by %1").arg(format::plain(mark.authority));
}

}  // namespace

Shown shownOf(const verify::Report& report, EventId event)
{
    for (const Finding& finding : report.findings) {
        if (finding.eventId != event) continue;
        if (finding.kind == FindingKind::EventAltered) return Shown::Altered;
        if (finding.kind == FindingKind::EventMissing) return Shown::Gone;
    }
    return Shown::AsLogged;
}

QString bracketText(const verify::ProvenBracket& bracket, format::Zone zone, Shown shown)
{
    const bool isEntry = shown == Shown::AsLogged;
    if (bracket.isBroken) return tr("Nothing is proved of its time: a checkpoint or anchor that covers it failed.");
    QStringList sentences;
    if (bracket.before) {
        sentences += (isEntry ? tr("Provably existed by %1: in the checkpoint of size %2, %3.")
                              : tr("The logged entry provably existed by %1: it is in the checkpoint of size %2, %3."))
                         .arg(format::dateTime(bracket.before->time, zone), format::count(bracket.before->treeSize),
                              witness(*bracket.before));
    } else if (bracket.isSigned) {
        sentences +=
            isEntry
                ? tr("In a checkpoint by a trusted key; no final anchor and no trusted time stamp holds it, so that nobody but "
                     "its signer says since when.")
                : tr("The logged entry is in a checkpoint by a trusted key; no final anchor and no trusted time stamp holds it, "
                     "so that nobody but its signer says since when.");
    } else {
        sentences += isEntry
                         ? tr("No trusted checkpoint and no final anchor holds it: nothing proves since when it exists.")
                         : tr("No trusted checkpoint and no final anchor holds the logged entry: nothing proves since when it "
                              "exists.");
    }
    if (bracket.after) {
        sentences += tr("Recorded after the checkpoint of size %1 was made, %2 at %3.")
                         .arg(format::count(bracket.after->treeSize), witness(*bracket.after),
                              format::dateTime(bracket.after->time, zone));
    }
    if (shown == Shown::Altered) sentences += tr("The row shown now is not that entry: nothing proves since when it exists.");
    if (shown == Shown::Gone) sentences += tr("The event itself is not there any more.");
    return sentences.join(QLatin1Char(' '));
}

}  // namespace vci::ui
